import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";

const { existsSync, readdirSync, readlinkSync, realpathSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * Removes what killed pushes have left in an app's repository: git keeps what comes in aside (`objects/tmp_objdir-incoming-*`,
 * `incoming-*` in old versions) and does not come back for it, and a lock of a branch has every push after it refused. While any process
 * works in the repository, nothing is removed: a push that goes on needs it, and its name does not tell whose it is.
 */
export function removeLeftovers(app: string, { env }: Io): void {
  const root = appRoot(app, env);
  const among = (folder: string, pattern: RegExp, recursive = false): string[] => {
    const path = join(root, folder);
    const names = existsSync(path) ? readdirSync(path, { encoding: "utf8", recursive }) : [];
    return names.filter((name) => pattern.test(name)).map((name) => join(path, name));
  };
  const left = [
    ...among("objects", /^(tmp_objdir-)?incoming-/),
    ...among("", /^(HEAD|config|packed-refs)\.lock$/),
    ...among("refs", /\.lock$/, true),
  ];
  if (!left.length || isWorkedIn(realpathSync(root))) return;
  for (const path of left) rmSync(path, { recursive: true, force: true });
}

/** git, and what its hooks start, stand in the repository. */
function isWorkedIn(root: string): boolean {
  return readdirSync("/proc").some((pid) => /^\d+$/.test(pid) && placeOf(pid) === root);
}

function placeOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
