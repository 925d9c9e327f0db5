import { answer, detail, Exit, type Io } from "hokku";
import { output, run } from "hokku/run";

/**
 * The image an app is built on: what `buildpacks:set-property stack` says, else DOKKU_IMAGE, unless a plugin swaps it.
 * An image that is neither here nor to be pulled is refused.
 */
export async function stackImage(io: Io, app: string, source: string): Promise<string> {
  const chosen = (await answer(io, "buildpack-stack-name", app)) || io.env.DOKKU_IMAGE || "";
  const created = (await answer(io, "builder-create-dokku-image", "herokuish", app, source, chosen)) || chosen;
  const image = (await answer(io, "builder-dokku-image", "herokuish", app, source, created)) || created;
  const docker = io.env.DOCKER_BIN ?? "docker";
  const known = await output(io, docker, ["image", "inspect", "--format", "{{.Id}}", image]).catch(() => "");
  if (known) return image;
  detail(io, `Pulling the stack image ${image}`);
  if ((await run(io, docker, ["image", "pull", "--quiet", image])) === 0) return image;
  throw new Exit(1, `the stack image ${image} is not on this host and cannot be pulled; make one with: scripts/build-stack`);
}
