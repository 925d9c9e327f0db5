import { spawn, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { Exit, type Io } from "hokku";
import { heldBy } from "hokku/lock";
import type { Where } from "./keep.ts";
import { place } from "./place.ts";

const { closeSync, mkdirSync, openSync } = process.getBuiltinModule("node:fs");

/** Starts the server as a process of its own and answers its address once it listens. */
export async function startDaemon({ env }: Io, where: Where): Promise<string> {
  prepare(env);
  const { log } = place(env);
  mkdirSync(dirname(log), { recursive: true });
  const logFile = openSync(log, "a", 0o640);
  const child = spawn(process.execPath, daemonWords(where), {
    cwd: "/",
    env: daemonEnv(env),
    detached: true,
    stdio: ["ignore", logFile, logFile, "ipc"],
  });
  closeSync(logFile);
  const answer = await new Promise<Record<string, string>>((resolve) => {
    child.once("message", (message) => resolve(message as Record<string, string>));
    child.once("error", ({ message }) => resolve({ refused: message }));
    child.once("exit", (code) => resolve({ refused: `it ended with exit code ${code}; see ${log}` }));
  });
  child.unref();
  if (child.connected) child.disconnect();
  if (!answer.address) throw new Exit(1, `it did not start: ${advice(answer.refused ?? "")}`);
  return answer.address;
}

/** Becomes the server, in this process, which says on stderr what happens. Never returns. */
export function becomeDaemon({ env }: Io, where: Where): never {
  if (!process.execve) throw new Exit(1, "this Node cannot become another program; start it without --foreground");
  prepare(env);
  return process.execve(process.execPath, [process.execPath, ...daemonWords(where)], daemonEnv(env));
}

/**
 * What keeps it small: collections as soon as there is something to collect, and no optimizing compilers, whose code and working memory
 * are 20 MB that a server which mostly moves bytes never earns back.
 */
const FLAGS = [
  "--max-semi-space-size=1",
  "--v8-pool-size=1",
  "--optimize-for-size",
  "--max-opt=1",
  "--single-threaded-gc",
  "--expose-gc",
];
const DAEMON = `${import.meta.dirname}/daemon.ts`;

const daemonWords = ({ bind, port }: Where): string[] => [...FLAGS, DAEMON, bind, String(port)];

/** What is as large as a packet goes back to the kernel when it is freed, instead of leaving a hole in the C library's heap. */
const daemonEnv = (env: Io["env"]): NodeJS.ProcessEnv => ({
  ...env,
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "16384",
  UV_THREADPOOL_SIZE: "1",
});

/**
 * Refuses a second server. Then compiles the files into the cache, in a process that ends, as a daemon that has had to do so itself is
 * 30 MB larger for good. Contract: with the same flags, as Node keeps a cache for each set of them.
 */
function prepare(env: Io["env"]): void {
  const holder = heldBy(place(env).lock);
  if (holder)
    throw new Exit(1, `it is running already, at ${holder.what} (process ${holder.pid}); to move it: dokku ssh-server:stop`);
  spawnSync(process.execPath, [...FLAGS, "--import", DAEMON, "--eval", ""], { cwd: "/", env, stdio: "ignore" });
}

function advice(reason: string): string {
  if (/EADDRINUSE/.test(reason)) return `${reason}; another program listens there, choose another --port`;
  if (/EACCES/.test(reason)) return `${reason}; ports below 1024 are for root, choose a higher --port`;
  return reason;
}
