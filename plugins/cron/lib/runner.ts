import { setTimeout as pause } from "node:timers/promises";
import { type Io, step, trouble } from "hokku";
import { readText } from "hokku/files";
import { isDue, parseSchedule } from "./schedule.ts";
import { runnersFile } from "./where.ts";

const MINUTE = 60_000;

/** Minutes that are made up for at most, where the host slept or the clock was set. */
const MAKE_UP = 10;

/** The commands of a crontab of ours that are due in the minute of `time`. */
export function dueLines(crontab: string, time: Date): string[] {
  return crontab.split("\n").flatMap((line) => {
    const [, when = "", command = ""] = /^(@\w+|(?:\S+\s+){4}\S+)\s+(.+)$/.exec(line) ?? [];
    if (!command || when === "@reboot") return [];
    return isDue(parseSchedule(when), time) ? [command] : [];
  });
}

/**
 * Runs what is due, minute by minute, while there are jobs at all; a job that takes longer keeps none of the others. Ends with SIGTERM, and
 * the jobs with it.
 */
export async function runJobs(io: Io): Promise<void> {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => ending.abort());
  const jobs = new Set<() => void>();
  for (let last = minuteNow(); ; ) {
    await pause(MINUTE - (Date.now() % MINUTE) + 50, undefined, { signal: ending.signal }).catch(() => {});
    const crontab = readText(runnersFile(io.env));
    if (ending.signal.aborted || crontab === undefined) break;
    const now = minuteNow();
    for (let minute = Math.max(Math.min(last, now) + 1, now - MAKE_UP); minute <= now; minute++)
      for (const line of dueLines(crontab, new Date(minute * MINUTE))) start(io, line, jobs);
    last = now;
  }
  for (const stop of jobs) stop();
}

const minuteNow = (): number => Math.floor(Date.now() / MINUTE);

/** Contract: cron's: bash has the line, without input. */
function start(io: Io, line: string, jobs: Set<() => void>): void {
  const { spawn } = process.getBuiltinModule("node:child_process");
  step(io, line);
  const env = { ...io.env, HOKKU_CRON: "1", HOKKU_REQUEST: undefined };
  const child = spawn("/bin/bash", ["-c", line], {
    cwd: io.env.DOKKU_ROOT,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  const stop = () => void (child.pid && process.kill(-child.pid, "SIGTERM"));
  jobs.add(stop);
  child.on("error", ({ message }) => trouble(`${line}: ${message}`)).on("close", () => jobs.delete(stop));
}
