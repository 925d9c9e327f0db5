import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { deployBranch } from "./branch.ts";
import { initialize } from "./repository.ts";

const { cpSync, existsSync, readdirSync } = process.getBuiltinModule("node:fs");

/** What belongs to the running containers and addresses of one app only, and caches. */
const OWN = /^(cache|VHOST|URLS|\..*|(CONTAINER|IP|PORT|LISTEN)(\..*)?)$/;

/**
 * Takes an app's repository, and whatever plugins keep beside it, over into another app. Files that are already there have
 * been put there by a plugin that knows better. Contract: Dokku's clone and rename copy the app's folder.
 */
export async function copyApp(io: Io, old: string, app: string): Promise<void> {
  const [from, to] = [appRoot(old, io.env), appRoot(app, io.env)];
  if (existsSync(from)) {
    for (const name of readdirSync(from)) {
      if (OWN.test(name) || name === "hooks") continue;
      const isGits = name === "HEAD" || name === "config";
      cpSync(join(from, name), join(to, name), {
        recursive: true,
        force: isGits,
        verbatimSymlinks: true,
        preserveTimestamps: true,
      });
    }
  }
  await initialize(io, app, deployBranch(app, io.env), { anew: true });
}
