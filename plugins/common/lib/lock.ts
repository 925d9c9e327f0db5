import { dirname } from "node:path";
import { Exit } from "../../../core/execute.ts";
import { readText } from "./files.ts";

const { closeSync, constants, fchownSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } =
  process.getBuiltinModule("node:fs");

/** Who holds a lock. */
export interface Holder {
  readonly pid: number;
  /** Start of that process in clock ticks since boot: a later process with the same number is somebody else. */
  readonly started: string;
  /** What for, as a person would say it. */
  readonly what: string;
  /** Since when, ISO 8601. */
  readonly since: string;
}

/**
 * Takes a lock file or answers who holds it. The lock of a process that has died, killed or not, counts for nothing.
 * The returned `release` gives it back and is safe to call twice; `dead` is who died with it.
 */
export function takeLock(path: string, what: string): { release: () => void; dead?: Holder | undefined } | { holder: Holder } {
  mkdirSync(dirname(path), { recursive: true });
  const mine: Holder = { pid: process.pid, started: startOf(process.pid), what, since: new Date().toISOString() };
  const text = `${JSON.stringify(mine)}\n`;
  const draft = `${path}.${process.pid}`;
  let dead: Holder | undefined;
  try {
    writeFileSync(draft, text);
    for (let tries = 0; tries < 100; tries++) {
      if (claim(draft, path)) return { release: () => releaseIfMine(path, text), dead };
      const holder = heldBy(path);
      if (holder) return { holder };
      dead = discardDead(path) ?? dead;
    }
    throw new Error(`${path} keeps changing hands; try again`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who holds a lock now, if the one who took it is alive. */
export function heldBy(path: string): Holder | undefined {
  return alive(namedIn(readText(path)));
}

function alive(holder: Holder | undefined): Holder | undefined {
  return holder && startOf(holder.pid) === holder.started ? holder : undefined;
}

/** Who is named in the text of a lock, dead or alive. */
function namedIn(text = ""): Holder | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function claim(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes a dead holder's lock, and answers who it was. Only who has the folder locked may, and looks again before: what another has removed meanwhile may be a living
 * one's by now. A living one removes its own alone, so what is dead here stays until it is removed; where nothing is, a living one may come.
 */
function discardDead(path: string): Holder | undefined {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const folder = openSync(dirname(path), "r");
  try {
    const { status } = spawnSync("flock", ["3"], { stdio: ["ignore", "ignore", "ignore", folder] });
    const text = status === 0 ? readText(path) : undefined;
    const found = namedIn(text);
    if (text === undefined || alive(found)) return undefined;
    rmSync(path, { force: true });
    return found;
  } finally {
    closeSync(folder);
  }
}

/**
 * Works while nobody else has the file locked (flock(2): bash's `flock` takes the same); it is let go however this process ends, and the
 * kernel hands it on in turn. Throws `Exit` where `seconds` have gone by.
 */
export async function whileLocked<T>(path: string, seconds: number, work: () => T | Promise<T>): Promise<T> {
  const file = openSync(path, constants.O_RDONLY | constants.O_CREAT, 0o644);
  try {
    const { uid, gid } = statSync(dirname(path));
    if (process.getuid?.() === 0) fchownSync(file, uid, gid);
    if (!(await flocked(file, seconds)))
      throw new Exit(1, `Somebody else has ${path} locked for ${seconds} seconds; see who it is: fuser -v ${path}`);
    return await work();
  } finally {
    closeSync(file);
  }
}

/** Node has no flock. The lock belongs to the open file, whoever of us takes it. */
function flocked(file: number, seconds: number): Promise<boolean> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn("flock", ["--wait", String(seconds), "3"], { stdio: ["ignore", "ignore", "ignore", file] });
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve(code === 0)));
}

function releaseIfMine(path: string, text: string): void {
  if (readText(path) === text) rmSync(path, { force: true });
}

/** Start of a process in clock ticks since boot: with its number, it names one process for good. */
export function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state = "", ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // One that was killed and not yet collected by its parent holds nothing any more.
    return /[ZX]/.test(state) ? "gone" : (rest[18] ?? "");
  } catch {
    return "gone";
  }
}
