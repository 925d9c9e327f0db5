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
import { mustRun, run } from "hokku/run";

const FLAGS: Flags = {
  valued: `add-host apt build-cmd cache-from cache-key docker-host docker-tls-verify env incremental-cache-image install-cmd label libs
    pkgs platform start-cmd tag`,
  switches: "inline-cache no-cache no-error-without-start",
  short: {
    "-a": "--apt",
    "-b": "--build-cmd",
    "-e": "--env",
    "-i": "--install-cmd",
    "-l": "--label",
    "-p": "--pkgs",
    "-s": "--start-cmd",
    "-t": "--tag",
  },
};

/** Has `nixpacks` make the image, which then runs the words of a Procfile in the shell that knows the paths of Nix. */
export async function build(io: Io, app: string, source: string, image: string): Promise<void> {
  withoutRelease(source);
  const labels = imageLabels("nixpacks", app);
  const given = [...(await dockerArgs(io, { app, phase: "build", builder: "nixpacks" })), ...globalArgs(io, "build")];
  const { words, env } = withVariables(optionsFor(given, FLAGS), appEnvironment(app, io.env));
  const client = { input: "", env: { ...env, ...registryEnvironment(app, io.env) } };
  const code = await run(io, "nixpacks", ["build", ...labelOptions(labels), ...words, "--name", image, source], client);
  if (code !== 0) throw new Exit(1, `nixpacks ended with exit code ${code}; the reason is above`);
  const found = await inspected<Inspected>(io, "image", image);
  await mustRun(
    { ...io, stdout: () => {} },
    io.env.DOCKER_BIN ?? "docker",
    ["image", "build", "--quiet", ...labelOptions(labels), `--tag=${image}`, "-"],
    `${image} could not get its entrypoint`,
    { input: dockerfile(image, found?.Config.Cmd ?? []) },
  );
  remember(image, { labels });
}

/** An entrypoint would take the image's own command away, so that is said again. */
const dockerfile = (image: string, command: readonly string[]): string => `FROM ${image}
RUN printf '%s\\n' '#!/usr/bin/env bash' 'exec bash -l -c -- "$*"' >/usr/local/bin/entrypoint && chmod +x /usr/local/bin/entrypoint
ENTRYPOINT ["/usr/local/bin/entrypoint"]
CMD ${JSON.stringify(command)}
`;
