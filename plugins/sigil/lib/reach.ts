import { resolve, sep } from "node:path";
import { Trouble } from "./trouble.ts";

const { readdirSync, readFileSync, realpathSync, statSync } = process.getBuiltinModule("node:fs");

/** The files a template may see. Names and contents are bytes as the file system has them. */
export interface Reach {
  /** Where relative names start. */
  readonly cwd: string;
  /** The real path, nothing when it does not exist; throws a Trouble when the template may not look there. */
  find(path: string): string | undefined;
  /** Whether a folder may be searched at all. */
  allows(folder: string): boolean;
}

/** All files, as for a person at a keyboard who may read them anyway. */
export function everywhere(cwd: string): Reach {
  return { cwd, find: real, allows: () => true };
}

/** Only what is below `roots`, and stays there when links are followed. `hint` tells how to get more. */
export function below(roots: readonly string[], cwd: string, hint: string): Reach {
  const known = roots.map((root) => resolve(root));
  const owned = known.flatMap((root) => real(root) ?? []);
  const allows = (path: string): boolean => [...known, ...owned].some((root) => inside(path, root));
  return {
    cwd,
    allows,
    find(path) {
      if (!allows(path)) throw outsideOf(path, known, hint);
      const found = real(path);
      if (found !== undefined && !owned.some((root) => inside(found, root))) throw outsideOf(path, known, hint);
      return found;
    },
  };
}

/** The first place among the working folder and `folders` that has this file. */
export function lookUp(reach: Reach, folders: readonly string[], file: string): string | undefined {
  if (file.startsWith("/")) return reach.find(resolve(file));
  const places = [reach.cwd, ...folders].filter(reach.allows);
  if (places.length === 0) return reach.find(resolve(reach.cwd, file));
  for (const folder of places) {
    const found = reach.find(resolve(folder, file));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A file's bytes. Refuses what is not a regular file or too large to be part of a configuration. */
export function contents(path: string): string {
  const stat = statSync(path);
  if (!stat.isFile()) throw new Trouble(`${path} is not a file`);
  if (stat.size > 16 * 1024 * 1024) throw new Trouble(`${path} is larger than 16 MiB`);
  return readFileSync(path, "latin1");
}

/** The names in a folder, sorted. */
export function entries(reach: Reach, folder: string): { name: string; isFolder: boolean }[] {
  const found = reach.find(resolve(reach.cwd, folder));
  if (found === undefined) throw new Trouble(`open ${folder}: no such file or directory`);
  const list = readdirSync(found, { withFileTypes: true });
  return list
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return undefined;
    throw error;
  }
}

function inside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function outsideOf(path: string, roots: readonly string[], hint: string): Trouble {
  const where = roots.length > 0 ? `is not below ${roots.join(" or ")}` : "cannot be read: this template has no folder";
  return new Trouble(`${path} ${where}${hint}`);
}
