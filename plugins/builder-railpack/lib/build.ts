import { Exit, type Io } from "hokku";
import { type Flags, optionsFor, withoutRelease, withVariables } from "hokku/build-tool";
import { imageLabels, labelOptions } from "hokku/builder";
import { remember } from "hokku/deploy/built";
import { dockerArgs } from "hokku/docker-args";
import { inspected } from "hokku/engine";
import { appEnvironment } from "hokku/environment";
import { globalArgs } from "hokku/global-args";
import type { Inspected } from "hokku/image";
import { registryEnvironment } from "hokku/registry-environment";
import { mustRun, output, run } from "hokku/run";

const FLAGS: Flags = {
  valued: "build-cmd cache-key env platform previous progress start-cmd",
  switches: "error-missing-start show-plan",
  short: { "-e": "--env" },
};

/** Has `railpack` make an image, and of that the app's, without an entrypoint: a Procfile's commands are run as they are. */
export async function build(io: Io, app: string, source: string, image: string): Promise<void> {
  withoutRelease(source);
  const docker = io.env.DOCKER_BIN ?? "docker";
  const labels = imageLabels("railpack", app);
  const made = `${image}-build`;
  const options = optionsFor(await dockerArgs(io, { app, phase: "build", builder: "railpack" }), FLAGS);
  const { words, env } = withVariables(options, appEnvironment(app, io.env));
  const client = { input: "", env: { ...env, ...registryEnvironment(app, io.env) } };
  const code = await run(io, "railpack", ["build", ...words, "--name", made, source], client);
  if (code !== 0) throw new Exit(1, `railpack ended with exit code ${code}; the reason is above`);
  try {
    const { Entrypoint, Cmd } = (await inspected<Inspected>(io, "image", made))?.Config ?? {};
    await mustRun(
      { ...io, stdout: () => {} },
      docker,
      ["image", "build", "--quiet", ...labelOptions(labels), ...globalArgs(io, "build"), `--tag=${image}`, "-"],
      `${image} could not be made of ${made}`,
      { input: `FROM ${made}\nENTRYPOINT []\nCMD ${JSON.stringify([...(Entrypoint ?? []), ...(Cmd ?? [])])}\n` },
    );
  } finally {
    await output(io, docker, ["image", "remove", made]).catch(() => "");
  }
  remember(image, { labels });
}
