import { join } from "node:path";
import { answer, detail, Exit, type Io } from "hokku";
import { output, run } from "hokku/run";

const BUILD_STACK = join(import.meta.dirname, "../../../scripts/build-stack");

/** What hooks/environment names where nobody names an image. */
const STANDARD = /^gliderlabs\/herokuish:/;

/**
 * The image an app is built on: what `buildpacks:set-property stack` says, else DOKKU_IMAGE, unless a plugin swaps it; where nobody has
 * named one, the one that scripts/build-stack made here. One of ours that is not here is made, another one is pulled.
 */
export async function stackImage(io: Io, app: string, source: string): Promise<string> {
  const chosen = (await answer(io, "buildpack-stack-name", app)) || io.env.DOKKU_IMAGE || "";
  const created = (await answer(io, "builder-create-dokku-image", "herokuish", app, source, chosen)) || chosen;
  const image = (await answer(io, "builder-dokku-image", "herokuish", app, source, created)) || created;
  const docker = io.env.DOCKER_BIN ?? "docker";
  const known = await output(io, docker, ["image", "inspect", "--format", "{{.Id}}", image]).catch(() => "");
  if (known) return image;
  const [, release] = /^hokku\/stack:([a-z]+)$/.exec(image) ?? [];
  if (release) return madeImage(io, image, release);
  const own = STANDARD.test(image) && (await ownImage(io));
  if (own) return own;
  detail(io, `Pulling the stack image ${image}`);
  if ((await run(io, docker, ["image", "pull", "--quiet", image])) === 0) return image;
  throw new Exit(1, `the stack image ${image} is not on this host and cannot be pulled; make one, as root: ${BUILD_STACK}`);
}

/** The newest stack image of this host's own: `hokku/stack:<release>`. */
async function ownImage(io: Io): Promise<string | undefined> {
  const names = ["image", "ls", "--filter=dangling=false", "--format={{.Repository}}:{{.Tag}}", "hokku/stack"];
  const [newest] = (await output(io, io.env.DOCKER_BIN ?? "docker", names).catch(() => "")).split("\n");
  return newest || undefined;
}

/** No registry has ours. It is made once for all apps, from the distribution's packages, in minutes that show that they go on. */
async function madeImage(io: Io, image: string, release: string): Promise<string> {
  detail(io, `Making the stack image ${image}, once for all apps; it takes some minutes`);
  const began = Date.now();
  const beat = setInterval(() => detail(io, `still making it: ${Math.round((Date.now() - began) / 1000)} s`), 15_000);
  const suite = release === "latest" ? [] : ["--suite", release];
  const code = await run(io, BUILD_STACK, ["--tag", image, ...suite], { input: "" }).finally(() => clearInterval(beat));
  if (code === 0) return image;
  throw new Exit(
    1,
    `the stack image ${image} could not be made; see above. Then push again, or run on this machine: ${BUILD_STACK}`,
  );
}
