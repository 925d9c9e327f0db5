import { join } from "node:path";
import { Exit, type Io } from "../../../core/execute.ts";
import { flocked } from "./lock.ts";

const { chownSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } = process.getBuiltinModule("node:fs");

/** How long one change of a setting waits for others, in seconds; they take a few milliseconds each. */
const PATIENCE = 60;

/**
 * Reads and writes a plugin's state of an app (or `--global`) while nobody else does, be it in bash (`fn-plugin-property-list-add` and the
 * like); others wait, and the first that waits is the next. `work` is over when it returns: no trigger may be fired in it, as a hook might
 * want the same lock. Throws `Exit` after a minute.
 */
export async function exclusively<T>(io: Io, plugin: string, scope: string, work: () => T): Promise<T> {
  const path = join(folder(io.env), `${plugin}.${scope}`);
  const file = openSync(path, constants.O_RDONLY | constants.O_CREAT, 0o644);
  try {
    if (!(await flocked(file, PATIENCE)))
      throw new Exit(1, `${plugin} of ${scope} is being changed by somebody else for a minute; see who it is: fuser -v ${path}`);
    return work();
  } finally {
    closeSync(file);
  }
}

/** Where the locks lie, which bash knows too. Made by root, by an install hook, it still belongs to who owns the apps. */
function folder({ DOKKU_LIB_ROOT = "", DOKKU_ROOT = "" }: Io["env"]): string {
  const path = join(DOKKU_LIB_ROOT, "data", "locks");
  if (existsSync(path)) return path;
  mkdirSync(path, { recursive: true });
  const owner = statSync(DOKKU_ROOT, { throwIfNoEntry: false });
  if (owner && process.getuid?.() === 0) chownSync(path, owner.uid, owner.gid);
  return path;
}
