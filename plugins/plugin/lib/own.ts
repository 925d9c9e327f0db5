import { join } from "node:path";
import type { Io } from "hokku";
import { mustRun } from "hokku/run";

const { existsSync, statSync } = process.getBuiltinModule("node:fs");

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
