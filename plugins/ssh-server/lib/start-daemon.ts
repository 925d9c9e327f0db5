import { spawn } from "node:child_process";
import { flushCompileCache } from "node:module";
import { dirname } from "node:path";
import { Exit, type Io } from "hokku";
import { heldBy } from "hokku/lock";
import type { Where } from "./keep.ts";
import { place } from "./place.ts";

const { closeSync, mkdirSync, openSync } = process.getBuiltinModule("node:fs");

/** Starts the server as a process of its own and answers its address once it listens. */
export async function startDaemon({ env }: Io, { bind, port }: Where): Promise<string> {
  const { lock, log } = place(env);
  const holder = heldBy(lock);
  if (holder)
    throw new Exit(1, `it is running already, at ${holder.what} (process ${holder.pid}); to move it: dokku ssh-server:stop`);
  mkdirSync(dirname(log), { recursive: true });
  const logFile = openSync(log, "a", 0o640);
  await warmUp();
  const words = ["--max-semi-space-size=1", "--v8-pool-size=1", `${import.meta.dirname}/daemon.ts`, bind, String(port)];
  const child = spawn(process.execPath, words, {
    cwd: "/",
    env: { ...env, MALLOC_ARENA_MAX: "1" },
    detached: true,
    stdio: ["ignore", logFile, logFile, "ipc"],
  });
  closeSync(logFile);
  const said = await new Promise<Record<string, string>>((resolve) => {
    child.once("message", (message) => resolve(message as Record<string, string>));
    child.once("error", ({ message }) => resolve({ refused: message }));
    child.once("exit", (code) => resolve({ refused: `it ended with exit code ${code}; see ${log}` }));
  });
  child.unref();
  if (child.connected) child.disconnect();
  if (!said.address) throw new Exit(1, `it did not start: ${advice(said.refused ?? "")}`);
  return said.address;
}

/** Compiles the server's files into the cache first: a daemon that has had to do so itself is 30 MB larger for good. */
async function warmUp(): Promise<void> {
  await import("./daemon.ts");
  flushCompileCache();
}

function advice(reason: string): string {
  if (/EADDRINUSE/.test(reason)) return `${reason}; another program listens there, choose another --port`;
  if (/EACCES/.test(reason)) return `${reason}; ports below 1024 are for root, choose a higher --port`;
  return reason;
}
