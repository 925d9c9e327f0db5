import { dirname } from "node:path";
import { readText } from "./files.ts";

const { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

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
 * The returned `release` gives it back and is safe to call twice.
 */
export function takeLock(path: string, what: string): { release: () => void } | { holder: Holder } {
  mkdirSync(dirname(path), { recursive: true });
  const mine: Holder = { pid: process.pid, started: startOf(process.pid), what, since: new Date().toISOString() };
  const text = `${JSON.stringify(mine)}\n`;
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, text);
    for (let tries = 0; tries < 100; tries++) {
      if (claim(draft, path)) return { release: () => releaseIfMine(path, text) };
      const holder = heldBy(path);
      if (holder) return { holder };
      discard(path);
    }
    throw new Error(`${path} keeps changing hands; try again`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who holds a lock now, if the one who took it is alive. */
export function heldBy(path: string): Holder | undefined {
  const text = readText(path);
  if (!text) return undefined;
  try {
    const holder: Holder = JSON.parse(text);
    return startOf(holder.pid) === holder.started ? holder : undefined;
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

/** Moves a dead holder's lock out of the way; if a living one slipped in meanwhile, it is put back. */
function discard(path: string): void {
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (heldBy(aside)) claim(aside, path);
  rmSync(aside, { force: true });
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
