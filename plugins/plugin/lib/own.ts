import { join } from "node:path";
import type { Io } from "hokku";
import { mustRun } from "hokku/run";

const { existsSync, statSync } = process.getBuiltinModule("node:fs");

/**
 * A program and its words, to be run as the user who owns the apps, who is somebody else than root on a host. Contract: Dokku's hooks never
 * run as root but for those that set a plugin up.
 */
export function asOwner([file, ...words]: readonly [string, ...string[]], { env }: Pick<Io, "env">): [string, string[]] {
  const { DOKKU_ROOT = "", DOKKU_SYSTEM_USER: user = "dokku", DOKKU_SYSTEM_GROUP: group = "dokku" } = env;
  const { uid } = statSync(DOKKU_ROOT);
  if ([0, process.getuid?.()].includes(uid)) return [file, words];
  return ["setpriv", ["--reuid", user, "--regid", group, "--init-groups", file, ...words]];
}

/**
 * Gives what root has written for plugins back to the user who owns the apps. Contract: Dokku does so after each install and
 * update. In a root of root's own there is nobody to give it to.
 */
export async function giveBack(io: Io): Promise<void> {
  const { DOKKU_ROOT = "", DOKKU_LIB_ROOT = "", PLUGIN_AVAILABLE_PATH = "", PLUGIN_ENABLED_PATH = "" } = io.env;
  const { uid, gid } = statSync(DOKKU_ROOT);
  if (uid === 0) return;
  const places = [PLUGIN_AVAILABLE_PATH, PLUGIN_ENABLED_PATH, join(DOKKU_LIB_ROOT, "config")].filter((place) =>
    existsSync(place),
  );
  const failure = "The files of plugins could not be given to the user who owns the apps";
  await mustRun(io, "chown", ["--recursive", "--no-dereference", `${uid}:${gid}`, "--", ...places], failure);
}
