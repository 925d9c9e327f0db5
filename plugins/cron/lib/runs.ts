import { join } from "node:path";
import type { Io } from "hokku";
import { isApp } from "hokku/apps";
import { exclusively } from "hokku/exclusive";
import { readState, replaceFile } from "hokku/files";
import { startOf } from "hokku/lock";

const { rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** One run of a job. */
export interface Run {
  readonly id: string;
  readonly command: string;
  /** In ISO 8601, as `ended`. */
  readonly began: string;
  /** Whether it was cron's doing, or somebody asked for it. */
  readonly scheduled: boolean;
  /** Whether an earlier run of the job went on when it began. */
  readonly overlapped: boolean;
  /** Nobody waited for its end, so no more is known of it. */
  readonly detached: boolean;
  /** Of the process that waits for it: with its start, in clock ticks since boot, that names it for good. */
  readonly pid: number;
  readonly started: string;
  readonly ended?: string;
  readonly code?: number;
  /** The end of what it printed, both streams in the order they arrived. */
  readonly output: string;
}

/** So many runs of each job are kept. */
const KEPT = 10;

/** So much of a run's output is kept, in characters. */
export const OUTPUT = 4000;

const folder = (app: string, { DOKKU_LIB_ROOT = "" }: Env): string => join(DOKKU_LIB_ROOT, "data/cron", app);
const runsFile = (app: string, env: Env): string => join(folder(app, env), "runs.json");
const sinceFile = (app: string, env: Env): string => join(folder(app, env), "scheduled.json");

/** The last runs of an app's jobs, the newest last. */
export function runsOf(app: string, env: Env): Run[] {
  const { runs = [] }: { readonly runs?: Run[] } = readState(runsFile(app, env)) ?? {};
  return runs;
}

/** Forgets all runs of an app's jobs, and since when they are scheduled. */
export const forgetRuns = (app: string, env: Env): void => rmSync(folder(app, env), { recursive: true, force: true });

/** Whether a run goes on. One without an end that does not was cut short, by a kill or a reboot. */
export const goesOn = ({ ended, detached, pid, started }: Run): boolean => !ended && !detached && startOf(pid) === started;

/** Writes down that a job begins. */
export function beginRun(io: Io, app: string, about: Pick<Run, "id" | "command" | "scheduled" | "detached">): Promise<Run> {
  return exclusively(io, "cron-runs", app, () => {
    const before = runsOf(app, io.env);
    const run: Run = {
      ...about,
      began: new Date().toISOString(),
      overlapped: before.some((one) => one.id === about.id && goesOn(one)),
      pid: process.pid,
      started: startOf(process.pid),
      output: "",
    };
    store(app, io.env, [...before, run]);
    return run;
  });
}

/** Writes down how it ended; an app that is gone by then is left alone. */
export function endRun(io: Io, app: string, run: Run, end: Required<Pick<Run, "code" | "output">>): Promise<Run> {
  const whole: Run = { ...run, ...end, ended: new Date().toISOString() };
  return exclusively(io, "cron-runs", app, () => {
    const others = runsOf(app, io.env).filter(({ began, pid }) => began !== run.began || pid !== run.pid);
    if (isApp(app, io.env))
      store(
        app,
        io.env,
        [...others, whole].sort((a, b) => (a.began < b.began ? -1 : 1)),
      );
    return whole;
  });
}

function store(app: string, env: Env, runs: readonly Run[]): void {
  const counts = new Map<string, number>();
  const kept = runs.toReversed().filter((run) => {
    const count = (counts.get(run.id) ?? 0) + 1;
    counts.set(run.id, count);
    return count <= KEPT || goesOn(run);
  });
  replaceFile(runsFile(app, env), `${JSON.stringify({ runs: kept.reverse() })}\n`, 0o600);
}

/** Since when each of an app's jobs stands where it is run from, by ID, in ISO 8601. */
export const scheduledSince = (app: string, env: Env): Readonly<Record<string, string>> => readState(sinceFile(app, env)) ?? {};

/** Writes down which of an app's jobs are scheduled from now on; of those that were before, the time stays. */
export function noteScheduled(env: Env, app: string, ids: readonly string[]): void {
  const before = scheduledSince(app, env);
  const now = new Date().toISOString();
  const after = Object.fromEntries(ids.map((id) => [id, before[id] ?? now]));
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  if (ids.length) replaceFile(sinceFile(app, env), `${JSON.stringify(after)}\n`);
  else rmSync(sinceFile(app, env), { force: true });
}
