import { exitCode, type Io, write } from "hokku";
import { schedulerOf } from "hokku/deploy/deployed";
import { commandWords } from "./command-words.ts";
import { beginRun, endRun, OUTPUT, type Run } from "./runs.ts";
import type { Task } from "./tasks.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How a job is run. `seconds` is how long it may. */
export interface Way {
  readonly detached: boolean;
  readonly seconds: number;
}

/**
 * Runs a job now, as its schedule does: by the app's scheduler, without a terminal or input. What it prints goes on, and the end of it is
 * written down with how it ended. Contract: Dokku's variables for `scheduler-run`.
 */
export async function runTask(io: Io, { app, id, command, policy }: Task, { detached, seconds }: Way): Promise<Run> {
  const words = ["trigger", "scheduler-run", await schedulerOf(io, app), app, "0", "--", ...commandWords(command).words];
  const env = {
    ...io.env,
    DOKKU_CRON_ID: id,
    DOKKU_CONCURRENCY_POLICY: policy,
    DOKKU_RM_CONTAINER: "1",
    DOKKU_RUN_TTL_SECONDS: String(seconds),
    DOKKU_DISABLE_TTY: "true",
    DOKKU_DETACH_CONTAINER: detached ? "1" : "",
  };
  const run = await beginRun(io, app, { id, command, scheduled: Boolean(io.env.HOKKU_CRON), detached });
  const { code, output } = await printed({ ...io, env }, `${io.env.HOKKU_PATH}/hooks/plugn`, words);
  return endRun(io, app, run, { code, output });
}

/**
 * Runs a program in a session of its own, so that a terminal's ^C reaches it by us alone, once. It is not our own process that fires the
 * trigger, as only so what goes to stderr can be kept.
 */
function printed(io: Io, file: string, words: readonly string[]): Promise<Required<Pick<Run, "code" | "output">>> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn(file, words, { cwd: io.cwd, env: io.env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let tail = "";
  process.stderr.on("error", () => {}); // nobody reads any more; the job goes on, and is written down
  for (const [stream, show] of [
    [child.stdout, (chunk: Buffer) => write(io, chunk)],
    [child.stderr, (chunk: Buffer) => void process.stderr.write(chunk)],
  ] as const) {
    const decoder = new TextDecoder();
    stream.on("data", (chunk: Buffer) => {
      tail = `${tail}${decoder.decode(chunk, { stream: true })}`.slice(-OUTPUT);
      try {
        show(chunk);
      } catch {
        // As with stderr.
      }
    });
  }
  const hand = (signal: NodeJS.Signals) => void (child.pid && process.kill(-child.pid, signal));
  for (const signal of SIGNALS) process.on(signal, hand);
  return new Promise((resolve) => {
    const end = (code: number) => {
      for (const signal of SIGNALS) process.off(signal, hand);
      resolve({ code, output: tail.replaceAll("\0", "") });
    };
    child.on("error", ({ message }) => {
      tail += message;
      end(127);
    });
    child.on("close", (code, signal) => end(exitCode(code, signal)));
  });
}
