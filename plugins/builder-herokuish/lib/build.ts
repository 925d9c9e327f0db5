import { Exit, type Io, step, trigger } from "hokku";
import { dockerArgs } from "hokku/docker-args";
import { appEnvironment } from "hokku/environment";
import { globalArgs } from "hokku/global-args";
import { mustRun, output, run } from "hokku/run";
import { buildArgs, commitArgs } from "./build-args.ts";
import { environmentFolder } from "./environment-folder.ts";
import { keepingLast } from "./last-image.ts";
import { authorityArgs, networkVariables } from "./network.ts";
import { stackImage } from "./stack.ts";

/** Builds an app with buildpacks, and fires what belongs to that, in the words of all ages. */
export async function build(io: Io, app: string, source: string): Promise<void> {
  const stack = await stackImage(io, app, source);
  await keepingLast(io, app, async () => {
    await sourceImage(io, app, source, stack);
    await trigger(io, "pre-build-buildstep", app);
    await trigger(io, "pre-build-buildpack", app, source);
    await trigger(io, "pre-build", "herokuish", app, source);
    await buildImage(io, app);
    await trigger(io, "ports-set-detected", app, "http:80:5000");
    await trigger(io, "post-build-buildstep", app);
    await trigger(io, "post-build-buildpack", app, source);
    await trigger(io, "post-build", "herokuish", app, source);
  });
}

/** Puts the source tree into an image `dokku/<app>:latest`, where plugins of all ages look for it before a build. */
async function sourceImage(io: Io, app: string, source: string, stack: string): Promise<void> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const container = await output(io, docker, ["create", ...labels(app), stack, "true"]);
  try {
    await mustRun(
      { ...io, stdout: () => {} },
      docker,
      ["cp", `${source}/.`, `${container}:/app`],
      `the source of ${app} could not be copied into ${stack}`,
    );
    await output(io, docker, commitArgs(app, container, "source", `dokku/${app}:latest`));
  } finally {
    await output(io, docker, ["rm", container]).catch(() => "");
  }
}

/** Builds `dokku/<app>:latest` with the buildpack that fits; the build's output streams. */
async function buildImage(io: Io, app: string): Promise<void> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const image = `dokku/${app}:latest`;
  const name = `${app}.build.${process.pid}`;
  const environment = environmentFolder(app, { ...networkVariables(io.env), ...traceOf(io), ...appEnvironment(app, io.env) }, io);
  try {
    const options = await dockerArgs(io, { app, phase: "build", builder: "herokuish" });
    const global = globalArgs(io, "build");
    step(io, `Building ${app} from herokuish`);
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
