import { spawn } from "node:child_process";
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Io, trouble } from "hokku";
import { readText } from "hokku/files";
import { heldBy } from "hokku/lock";
import { places } from "./places.ts";

const { closeSync, mkdirSync, openSync } = process.getBuiltinModule("node:fs");

/** Most that a start may take, in ms. */
const PATIENCE = 5_000;

/** Sees to it that the daemon runs; with a port, also that it listens there for the app. Safe to call at any time. */
export async function ensureRunning(io: Io, app = "", port = 0): Promise<void> {
  const files = places(io.env);
  const until = Date.now() + PATIENCE;
  if (!heldBy(files.lock)) await launch(io);
  while (!listens(io.env, app, port)) {
    if (Date.now() > until) return trouble(`The port proxy does not listen${port ? ` on port ${port}` : ""}; see ${files.log}`);
    await pause(10);
  }
}

/** Whether the daemon that holds the lock, and not one before it, says it is there. */
function listens(env: Io["env"], app: string, port: number): boolean {
  const files = places(env);
  const { pid, ports }: { pid?: number; ports?: Record<string, string> } = JSON.parse(readText(files.listening) ?? "{}");
  return heldBy(files.lock)?.pid === pid && pid !== undefined && (!port || ports?.[port] === app);
}

/** Small: it copies bytes and keeps nothing. These bound what the engine sets aside. */
const FLAGS = ["--max-old-space-size=32", "--max-semi-space-size=1", "--no-warnings"];

/** No TypeScript in what starts it, and all it imports is compiled before: else the compiler alone takes 20 MB of it. */
const MAIN = "import(process.argv[1]).then(({ serve }) => serve(process.env))";

async function launch({ env }: Io): Promise<void> {
  const { folder, log } = places(env);
  mkdirSync(folder, { recursive: true });
  const main = join(import.meta.dirname, "serve.ts");
  await import("./serve.ts");
  flushCompileCache();
  const out = openSync(log, "a");
  const words = [...FLAGS, "--eval", MAIN, main];
  const child = spawn(env.HOKKU_NODE ?? process.execPath, words, { cwd: "/", env, detached: true, stdio: ["ignore", out, out] });
  child.on("error", (error) => trouble(`The port proxy cannot be started: ${error.message}`));
  child.unref();
  closeSync(out);
}
