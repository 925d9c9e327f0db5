import { join } from "node:path";
import type { Io } from "../../../core/execute.ts";
import { whileLocked } from "./lock.ts";

const { chownSync, existsSync, mkdirSync, statSync } = process.getBuiltinModule("node:fs");

/** How long one change of a setting waits for others, in seconds; they take a few milliseconds each. */
const PATIENCE = 60;

/**
 * Reads and writes a plugin's state of an app (or `--global`) while nobody else does, be it in bash (`fn-plugin-property-list-add` and the
 * like); others wait, and the first that waits is the next. `work` is over when it returns: no trigger may be fired in it, as a hook might
 * want the same lock. Throws `Exit` after a minute.
 */
export const exclusively = <T>({ env }: Pick<Io, "env">, plugin: string, scope: string, work: () => T): Promise<T> =>
  whileLocked(join(lockFolder(env), `${plugin}.${scope}`), PATIENCE, work);

/** Where the locks lie, which bash knows too. Made by root, by an install hook, it still belongs to who owns the apps. */
export function lockFolder({ DOKKU_LIB_ROOT = "", DOKKU_ROOT = "" }: Io["env"]): string {
  const path = join(DOKKU_LIB_ROOT, "data", "locks");
  if (existsSync(path)) return path;
  mkdirSync(path, { recursive: true });
  const owner = statSync(DOKKU_ROOT, { throwIfNoEntry: false });
  if (owner && process.getuid?.() === 0) chownSync(path, owner.uid, owner.gid);
  return path;
}
