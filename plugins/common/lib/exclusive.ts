import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Exit, type Io } from "../../../core/execute.ts";
import { takeLock } from "./lock.ts";

const { chownSync, existsSync, mkdirSync, statSync } = process.getBuiltinModule("node:fs");

/** How long one change of a setting waits for another, in ms; they take a few each. */
const PATIENCE = 10_000;

/**
 * Reads and writes a plugin's state of an app (or `--global`) while nobody else does; others wait their turn. `work` is over
 * when it returns: no trigger may be fired in it, as a hook might want the same lock.
 */
export async function exclusively<T>(io: Io, plugin: string, scope: string, work: () => T): Promise<T> {
  const path = join(folder(io.env), `${plugin}.${scope}`);
  const until = Date.now() + PATIENCE;
  for (;;) {
    const taken = takeLock(path, `a change of ${plugin}`);
    if ("release" in taken) {
      try {
        return work();
      } finally {
        taken.release();
      }
    }
    if (Date.now() > until) throw new Exit(1, `${plugin} of ${scope} is being changed by process ${taken.holder.pid}; try again`);
    await pause(10);
  }
}

/** Where the locks lie. Made by root, by an install hook, it still belongs to who owns the apps. */
function folder({ DOKKU_LIB_ROOT = "", DOKKU_ROOT = "" }: Io["env"]): string {
  const path = join(DOKKU_LIB_ROOT, "data", "locks");
  if (existsSync(path)) return path;
  mkdirSync(path, { recursive: true });
  const owner = statSync(DOKKU_ROOT, { throwIfNoEntry: false });
  if (owner && process.getuid?.() === 0) chownSync(path, owner.uid, owner.gid);
  return path;
}
