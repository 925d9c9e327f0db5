import { answer, Exit, type Io } from "hokku";
import { type Flags, optionsFor, withVariables } from "hokku/build-tool";
import { dockerArgs } from "hokku/docker-args";
import { appEnvironment } from "hokku/environment";
import { registryEnvironment } from "hokku/registry-environment";
import { run } from "hokku/run";
import { readSource } from "hokku/source-file";

const FLAGS: Flags = {
  valued: `buildpack buildpack-registry cache cache-image creation-time env env-file extension gid insecure-registry lifecycle-image
    network platform post-buildpack pre-buildpack previous-image pull-policy run-image tag uid volume workspace`,
  switches: "clear-cache disable-system-buildpacks publish trust-builder trust-extra-buildpacks userns-host",
  short: { "-b": "--buildpack", "-e": "--env", "-r": "--buildpack-registry", "-t": "--tag", "-v": "--volume" },
};

/** Has `pack` make the image; a build that fails leaves the old one alone. The app's variables are there while it builds, and not in its image. */
export async function build(io: Io, app: string, source: string, image: string): Promise<void> {
  const stack = (await answer(io, "buildpack-stack-name", app)) || io.env.DOKKU_CNB_BUILDER || "heroku/builder:24";
  const variables = appEnvironment(app, io.env);
  const options = optionsFor(await dockerArgs(io, { app, phase: "build", builder: "pack" }), FLAGS);
  if (io.env.DOKKU_TRACE) options.push("--env=TRACE=true");
  for (const chosen of chosenBuilders(source, variables)) options.push(`--builder=${chosen}`);
  for (const name of Object.keys(variables).sort()) options.push(`--env=${name}`);
  const { words, env } = withVariables(options, variables);
  const usual = ["build", image, "--builder", stack, "--path", source, "--default-process", "web"];
  const code = await run(io, "pack", [...usual, ...words], { input: "", env: { ...env, ...registryEnvironment(app, io.env) } });
  if (code !== 0) throw new Exit(1, `pack ended with exit code ${code}; the reason is above`);
}

/** Contract: to Dokku, BUILDPACK_URL and the lines of `.buildpacks` are builders; `pack` takes the last that it is given. */
function chosenBuilders(source: string, { BUILDPACK_URL }: Readonly<Record<string, string>>): string[] {
  if (BUILDPACK_URL) return [BUILDPACK_URL];
  return (readSource(source, ".buildpacks") ?? "").split("\n").flatMap((line) => line.trim() || []);
}
