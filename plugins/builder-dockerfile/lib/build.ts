import { Exit, type Io } from "hokku";
import { imageLabels } from "hokku/builder";
import { remember } from "hokku/deploy/built";
import { warming } from "hokku/deploy/warm";
import { dockerArgs } from "hokku/docker-args";
import { appEnvironment } from "hokku/environment";
import { globalArgs } from "hokku/global-args";
import { registryEnvironment } from "hokku/registry-environment";
import { run } from "hokku/run";
import { readSource } from "hokku/source-file";
import { buildArgs } from "./build-args.ts";
import { buildOptions } from "./build-options.ts";
import { buildOutput } from "./build-output.ts";
import { readDockerfile } from "./dockerfile.ts";
import { portsOf } from "./ports.ts";

/** Builds an app's image and answers its ports. Docker gives it its name once all of it is built; a failing build leaves the old one alone. */
export async function build(io: Io, app: string, source: string, image: string): Promise<string[]> {
  const text = readSource(source, "Dockerfile");
  if (text === undefined) throw new Exit(1, "There is no Dockerfile in the pushed source");
  const { args, ports } = readDockerfile(text);
  await makeImage(io, app, image, args);
  return portsOf(io, image, ports);
}

async function makeImage(io: Io, app: string, image: string, args: readonly string[]): Promise<void> {
  const options = buildOptions(await dockerArgs(io, { app, phase: "build", builder: "dockerfile" }));
  const global = buildOptions(globalArgs(io, "build"));
  const variables = appEnvironment(app, io.env);
  const labels = imageLabels("dockerfile", app);
  const { words, env } = buildArgs({ image, labels, global, options, args, variables, host: io.env });
  const client = { input: "", env: { ...env, ...registryEnvironment(app, io.env) } };
  const output = buildOutput(io);
  const code = await warming(io.env, "deploy", () => run(output.io, io.env.DOCKER_BIN ?? "docker", words, client));
  output.end();
  if (code !== 0) throw new Exit(1, `docker build ended with exit code ${code}; the reason is above`);
  remember(image, { labels });
}
