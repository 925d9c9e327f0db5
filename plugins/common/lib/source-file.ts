import { join } from "node:path";
import { Exit } from "../../../core/execute.ts";

const { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync, renameSync, rmSync } =
  process.getBuiltinModule("node:fs");

/** More than any Procfile, app.json or template needs; a link to /dev/zero would have no end. In bytes. */
const MOST = 1024 * 1024;

/**
 * A file's text out of a pushed source tree, or undefined where there is none. Whoever may push is not the host: a link that leads out
 * of the source, what is no regular file, and what is larger than 1 MB is refused by name, with exit code 1.
 */
export function readSource(source: string, path: string): string | undefined {
  const file = placeOf(source, path);
  if (file === undefined) return undefined;
  // Without waiting: somebody's pipe would never be opened.
  const opened = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const { size } = regular(opened, path);
    if (size > MOST) throw new Exit(1, `${path} of the pushed source has ${size} bytes; ${MOST} are allowed`);
    return readFileSync(opened, "utf8");
  } finally {
    closeSync(opened);
  }
}

/** Moves a file of a pushed source to another place in it, and answers whether it was there. What `readSource` refuses, this does too. */
export function moveInSource(source: string, path: string, to: string): boolean {
  const file = placeOf(source, path);
  if (file === undefined) return false;
  if (!lstatSync(file).isFile()) throw new Exit(1, `${path} of the pushed source is no regular file; push one`);
  const part = `${realpathSync(source)}/.${to}.part`;
  renameSync(file, part);
  rmSync(join(source, to), { recursive: true, force: true });
  renameSync(part, join(source, to));
  return true;
}

function regular(opened: number, path: string) {
  const found = fstatSync(opened);
  if (!found.isFile()) throw new Exit(1, `${path} of the pushed source is no regular file; push one`);
  return found;
}

/** Where a file of the source really is. */
function placeOf(source: string, path: string): string | undefined {
  const root = realpathSync(source);
  let real: string;
  try {
    real = realpathSync(join(root, path));
  } catch (error) {
    const { code = "" }: { code?: string } = Object(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new Exit(1, `${path} of the pushed source cannot be read: ${code}`);
  }
  if (real === root) return undefined;
  if (!real.startsWith(`${root}/`))
    throw new Exit(1, `${path} leads out of the pushed source; push the file itself, not a link to one elsewhere`);
  return real;
}
