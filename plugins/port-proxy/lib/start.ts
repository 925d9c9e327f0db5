import { spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Io, trouble } from "hokku";
import { readText } from "hokku/files";
import { heldBy } from "hokku/lock";
import { places } from "./places.ts";

/** Most that a start may take, in ms. */
const PATIENCE = 5_000;

/** Sees to it that the daemon runs; with a port, also that it listens there for the app. Safe to call at any time. */
export async function ensureRunning(io: Io, app = "", port = 0): Promise<void> {
  const files = places(io.env);
  const until = Date.now() + PATIENCE;
  if (!heldBy(files.lock)) launch(io);
  while (!heldBy(files.lock) || (port && listening(files.listening)[port] !== app)) {
    if (Date.now() > until) return trouble(`The port proxy does not listen${port ? ` on port ${port}` : ""}; see ${files.log}`);
    await pause(10);
  }
}

function listening(path: string): Record<string, string> {
  return JSON.parse(readText(path) ?? "{}");
}

/** Small: it copies bytes and keeps nothing. The first two bound what the engine sets aside. */
const FLAGS = ["--max-old-space-size=32", "--max-semi-space-size=1", "--no-warnings"];

function launch({ env }: Io): void {
  const { folder, log } = places(env);
  mkdirSync(folder, { recursive: true });
  const out = openSync(log, "a");
  const words = [...FLAGS, join(import.meta.dirname, "daemon.ts")];
  const child = spawn(env.HOKKU_NODE ?? process.execPath, words, { cwd: "/", env, detached: true, stdio: ["ignore", out, out] });
  child.on("error", (error) => trouble(`The port proxy cannot be started: ${error.message}`));
  child.unref();
}
