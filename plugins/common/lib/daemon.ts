import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Exit, type Io } from "../../../core/execute.ts";
import { readText } from "./files.ts";
import { type Holder, heldBy, startOf, takeLock } from "./lock.ts";

const { closeSync, mkdirSync, openSync, statSync } = process.getBuiltinModule("node:fs");

/** A program of a plugin that stays, in a process of its own: one at a time, which holds a lock from when it is ready. */
export interface Daemon {
  /** Its module: where it is the program (`import.meta.main`) it calls `runDaemon`, and where it is imported it does nothing. */
  readonly main: string;
  /** Words for it. */
  readonly words?: readonly string[];
  /** Flags for Node, which decide how much memory it takes. */
  readonly flags: readonly string[];
  readonly env: Io["env"];
  readonly lock: string;
  /** What it prints goes there. */
  readonly log: string;
  /** Whether who holds the lock is as far as the caller needs it; where nothing is said, holding it is enough. */
  readonly isReady?: (holder: Holder) => boolean;
  /** Seconds that this may take. */
  readonly patience: number;
}

/**
 * Sees to it that it runs, and answers who does, once ready: the one that it has started, or one that was there or came first. One that ends
 * before, or takes too long, is an `Exit` with the reason that it gave.
 */
export async function startDaemon(daemon: Daemon): Promise<{ readonly holder: Holder; readonly isNew: boolean }> {
  const { isReady = () => true, lock, log, patience } = daemon;
  let child: Launched | undefined;
  for (const until = Date.now() + patience * 1000; Date.now() < until; await pause(10)) {
    const holder = heldBy(lock);
    if (holder && isReady(holder)) return { holder, isNew: holder.pid === child?.pid };
    const why = holder ? undefined : child?.ended();
    if (why) throw new Exit(1, why);
    if (!holder) child ??= launch(daemon);
  }
  if (child?.pid && heldBy(lock)?.pid !== child.pid) signal(-child.pid, "SIGKILL");
  throw new Exit(1, `it is not ready after ${patience} s; see ${log}`);
}

/** Becomes it, in this process, which prints what it has to say. */
export function becomeDaemon(daemon: Daemon): never {
  if (!process.execve) throw new Exit(1, "this Node cannot become another program; start it without --foreground");
  compile(daemon);
  return process.execve(process.execPath, [process.execPath, ...wordsOf(daemon)], daemon.env);
}

const wordsOf = ({ flags, main, words = [] }: Daemon): string[] => [...flags, main, ...words];

/**
 * Compiles what it loads into Node's cache, in a process that ends: a daemon that has had to do so itself is 20 to 30 MB larger for good.
 * Contract: with the same flags, as Node keeps a cache for each set of them.
 */
function compile({ env, flags, main }: Daemon): void {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  spawnSync(process.execPath, [...flags, "--import", main, "--eval", ""], { cwd: "/", env, stdio: "ignore" });
}

interface Launched {
  readonly pid: number | undefined;
  /** Why it has ended, if it has. */
  readonly ended: () => string | undefined;
}

function launch(daemon: Daemon): Launched {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const { env, log } = daemon;
  compile(daemon);
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, "a", 0o640);
  const { size } = statSync(log);
  const child = spawn(process.execPath, wordsOf(daemon), { cwd: "/", env, detached: true, stdio: ["ignore", file, file] });
  closeSync(file);
  let why: string | undefined;
  child.once("error", ({ message }) => (why = message));
  child.once("exit", (code, by) => {
    const printed = String(Buffer.from(readText(log) ?? "").subarray(size));
    why = /^ ! {5}(.+)$/m.exec(printed)?.[1] ?? `it ended with ${by ?? `exit code ${code}`}; see ${log}`;
  });
  child.unref();
  return { pid: child.pid, ended: () => why };
}

/**
 * Stops who holds the lock: SIGTERM, and where `force` is wanted the same again each half second, and SIGKILL after `seconds`, for it and what is
 * left in its process group. Answers whether it has ended, and who it was; nothing where nobody held it.
 */
export async function stopDaemon(
  lock: string,
  seconds: number,
  force: boolean,
): Promise<{ holder: Holder; stopped: boolean } | undefined> {
  const holder = heldBy(lock);
  if (!holder) return undefined;
  const runs = () => startOf(holder.pid) === holder.started;
  for (let tries = 0; runs() && tries < seconds * 50; tries++) {
    if (tries === 0 || (force && tries % 25 === 0)) signal(holder.pid, "SIGTERM");
    await pause(20);
  }
  if (!force) return { holder, stopped: !runs() };
  if (runs()) signal(holder.pid, "SIGKILL");
  signal(-holder.pid, "SIGKILL");
  while (runs()) await pause(20);
  return { holder, stopped: true };
}

/** It may have ended in between. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {}
}

/**
 * What a daemon's module does as a program. `work` calls `ready` with what it is ready as, which takes the lock until it ends. What it throws is
 * a line on stderr, which `startDaemon` hands on, and exit code 1.
 */
export async function runDaemon(
  title: string,
  lock: string,
  work: (ready: (what: string) => void) => Promise<void>,
): Promise<never> {
  process.title = title;
  process.on("SIGHUP", () => {});
  try {
    let release = () => {};
    await work((what) => {
      const taken = takeLock(lock, what);
      if ("holder" in taken)
        throw new Exit(1, `${title} is running already, at ${taken.holder.what} (process ${taken.holder.pid})`);
      release = taken.release;
    });
    release();
    return process.exit(0);
  } catch (error) {
    process.stderr.write(` !     ${error instanceof Error ? error.message : error}\n`);
    return process.exit(1);
  }
}
