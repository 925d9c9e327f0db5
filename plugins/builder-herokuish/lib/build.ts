import { Exit, type Io } from "hokku";
import { dockerArgs } from "hokku/docker-args";
import { appEnvironment } from "hokku/environment";
import { globalArgs } from "hokku/global-args";
import { mustRun, output, run } from "hokku/run";
import { buildArgs, commitArgs } from "./build-args.ts";
import { environmentFolder } from "./environment-folder.ts";
import { authorityArgs, networkVariables } from "./network.ts";
import { stackImage } from "./stack.ts";

/** Puts the source tree into an image, where plugins of all ages look for it before a build. */
export async function makeSourceImage(io: Io, app: string, source: string, image: string): Promise<void> {
  const stack = await stackImage(io, app, source);
  const docker = io.env.DOCKER_BIN ?? "docker";
  const container = await output(io, docker, ["create", ...labels(app), stack, "true"]);
  try {
    await mustRun(
      { ...io, stdout: () => {} },
      docker,
      ["cp", `${source}/.`, `${container}:/app`],
      `the source of ${app} could not be copied into ${stack}`,
    );
    await output(io, docker, commitArgs(app, container, "source", image));
  } finally {
    await output(io, docker, ["rm", container]).catch(() => "");
  }
}

/** Builds the image of a source into its final one, with the buildpack that fits; the build's output streams. */
export async function build(io: Io, app: string, image: string): Promise<void> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const name = `${app}.build.${process.pid}`;
  const environment = environmentFolder(app, { ...networkVariables(io.env), ...traceOf(io), ...appEnvironment(app, io.env) }, io);
  try {
    const options = await dockerArgs(io, { app, phase: "build", builder: "herokuish" });
    const global = globalArgs(io, "build");
    const args = buildArgs({ app, image, name, environment: environment.path, global, authorities: authorityArgs(), options });
    const code = await run(io, docker, args, { input: "" });
    if (code !== 0) throw new Exit(1, `the build of ${app} failed with exit code ${code}; the reason is above`);
    await output(io, docker, commitArgs(app, name, "release", image));
  } finally {
    await output(io, docker, ["rm", "--force", name]).catch(() => "");
    environment.remove();
  }
}

const traceOf = ({ env }: Io): Record<string, string> => (env.DOKKU_TRACE ? { TRACE: "1" } : {});

const labels = (app: string): string[] => [
  `--label=com.dokku.app-name=${app}`,
  "--label=com.dokku.container-type=build",
  "--label=dokku",
];
