import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText } from "hokku/files";
import { properties } from "hokku/properties";
import { output } from "hokku/run";

/** Whether the app keeps what it has no use for. Contract: property `skip-cleanup`, and the variable of the same meaning. */
export function skipsCleanup({ env }: Io, app: string): boolean {
  return properties("builder", env).computed(app, "skip-cleanup") === "true" || env.DOKKU_SKIP_CLEANUP === "true";
}

/**
 * Removes the app's ended containers and its images without a name. The containers of the current release stay, stopped or
 * not, so that a failing deploy leaves something to start. What cannot be removed now is there next time.
 */
export async function cleanUp(io: Io, app: string): Promise<void> {
  if (skipsCleanup(io, app)) return;
  const docker = io.env.DOCKER_BIN ?? "docker";
  const mine = ["--filter", `label=com.dokku.app-name=${app}`];
  const ended = ["container", "ls", "-aq", "--no-trunc", ...mine, "--filter", "status=exited", "--filter", "status=dead"];
  const images = output(io, docker, ["image", "prune", "--force", ...mine]);
  images.catch(() => {});
  const kept = released(app, io);
  const ids = (await output(io, docker, ended)).split("\n").filter((id) => id && !kept.has(id));
  if (ids.length) await output(io, docker, ["container", "rm", ...ids]).catch(() => {});
  await images.catch(() => {});
}

/** Ids of the containers of the current release. Contract: `$DOKKU_ROOT/<app>/CONTAINER.<type>.<n>`. */
function released(app: string, { env }: Io): Set<string> {
  const root = appRoot(app, env);
  const files = readdirSync(root).filter((name) => /^CONTAINER(\.|$)/.test(name));
  return new Set(files.map((name) => readText(join(root, name))?.trim() ?? ""));
}
