import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText } from "hokku/files";
import { properties } from "hokku/properties";
import { output } from "hokku/run";

const { readdirSync } = process.getBuiltinModule("node:fs");

/** Whether the app keeps what it has no use for. Contract: property `skip-cleanup`, and the variable of the same meaning. */
export function skipsCleanup({ env }: Io, app: string): boolean {
  return properties("builder", env).computed(app, "skip-cleanup") === "true" || env.DOKKU_SKIP_CLEANUP === "true";
}

/**
 * Removes the app's ended containers, while the next image is built. Those of the current release stay, stopped or not, so
 * that a failing deploy leaves something to start; those without a container type are the build's own.
 */
export async function removeContainers(io: Io, app: string): Promise<void> {
  const format = '{{.ID}} {{.Label "com.dokku.container-type"}}';
  const ended = ["container", "ls", "--all", "--no-trunc", "--format", format, "--filter", `label=com.dokku.app-name=${app}`];
  const lines = (await output(io, docker(io), [...ended, "--filter", "status=exited", "--filter", "status=dead"])).split("\n");
  const kept = released(app, io);
  const ids = lines.flatMap((line) => /^(\S+) (deploy|run)$/.exec(line)?.[1] ?? []).filter((id) => !kept.has(id));
  if (ids.length) await output(io, docker(io), ["container", "rm", ...ids]);
}

/** Removes the app's images without a name, once the new one has its own: what the classic builder is at has none either. */
export async function removeImages(io: Io, app: string): Promise<void> {
  await output(io, docker(io), ["image", "prune", "--force", "--filter", `label=com.dokku.app-name=${app}`]);
}

const docker = ({ env }: Io): string => env.DOCKER_BIN ?? "docker";

/** Ids of the containers of the current release. Contract: `$DOKKU_ROOT/<app>/CONTAINER.<type>.<n>`. */
function released(app: string, { env }: Io): Set<string> {
  const root = appRoot(app, env);
  const files = readdirSync(root).filter((name) => /^CONTAINER(\.|$)/.test(name));
  return new Set(files.map((name) => readText(join(root, name))?.trim() ?? ""));
}
