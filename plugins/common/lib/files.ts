import { basename, dirname, join } from "node:path";
import { trouble } from "./talk.ts";

export { appendLine } from "../../../hooks/hook.ts";

const { closeSync, cpSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync } =
  process.getBuiltinModule("node:fs");
const { renameSync, rmdirSync, rmSync, statSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** A file's text, or undefined where there is none. Any other trouble is thrown. */
export function readText(path: string): string | undefined {
  // Most that is asked for is not there, and an error with its stack takes ten times as long as a look.
  if (!statSync(path, { throwIfNoEntry: false })) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    // ESRCH is a process's in /proc, which ends while it is asked.
    if (error instanceof Error && "code" in error && /^(ENOENT|ENOTDIR|ESRCH)$/.test(`${error.code}`)) return undefined;
    throw error;
  }
}

/**
 * A state file of ours, an object in JSON, or undefined where there is none. A damaged one is set aside with a warning, as its
 * subject is better off without it than unable to do anything.
 */
export function readState<T extends object>(path: string): T | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    const state: T | null = JSON.parse(text);
    if (state && typeof state === "object") return state;
  } catch {
    // As damaged as what is no object.
  }
  renameSync(path, `${path}.damaged`);
  trouble(`${path} is damaged; it was set aside as ${basename(path)}.damaged, and is not asked any more`);
  return undefined;
}

/**
 * Replaces a file whole: a reader sees the old text or the new, also after a crash or on a full disk. Makes the folders it needs.
 */
export function replaceFile(path: string, text: string | Buffer, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${process.hrtime.bigint()}`);
  const file = openSync(temporary, "wx", mode);
  try {
    writeFileSync(file, text); // all of it: `writeSync` may take a part, and say so in its result
    fsyncSync(file);
    closeSync(file);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Gives a folder another name. Where the two are on different file systems, or the kernel sees them so below an overlay, it is copied. */
export function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    rmSync(from, { recursive: true });
  }
}

/** Removes a folder, as far as this user may. Answers what stays of it, a folder of which everything stays as one. */
export function removeAll(path: string): string[] {
  try {
    rmSync(path, { recursive: true, force: true });
    return [];
  } catch {
    return removeEach(path);
  }
}

function removeEach(path: string): string[] {
  try {
    if (!lstatSync(path).isDirectory()) {
      rmSync(path, { force: true });
      return [];
    }
    const names = readdirSync(path);
    const stay = names.flatMap((name) => within(join(path, name)));
    if (!stay.length) rmdirSync(path);
    return stay;
  } catch {
    return [path];
  }
}

function within(path: string): string[] {
  const stay = removeEach(path);
  const isWhole = stay.length > 0 && stay.length === namesIn(path).length && stay.every((one) => dirname(one) === path);
  return isWhole ? [path] : stay;
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
