import type { Io } from "hokku";
import { schedulerOf } from "hokku/deploy/deployed";
import { GLOBAL } from "hokku/scope";
import { goesOn, runsOf } from "./runs.ts";
import { nextDue, parseSchedule } from "./schedule.ts";
import { entriesOf, tasksOf } from "./tasks.ts";

/** A job as `cron:list` shows it. */
export interface Listed {
  readonly id: string;
  /** "" for a job of a plugin. */
  readonly app: string;
  readonly command: string;
  readonly schedule: string;
  readonly concurrencyPolicy: string;
  readonly appInMaintenance: boolean;
  readonly taskInMaintenance: boolean;
  readonly maintenance: boolean;
  /** In ISO 8601; null where it does not run by itself. */
  readonly next: string | null;
  /** Of the newest run: when it began, in ISO 8601, and how it ended. */
  readonly lastRun: { readonly began: string; readonly code: number | null; readonly goesOn: boolean } | null;
}

/** The jobs of an app, or with `--global` those of plugins. */
export async function listed(io: Io, scope: string): Promise<Listed[]> {
  if (scope === GLOBAL) return listedEntries(io);
  const runs = runsOf(scope, io.env);
  return (await tasksOf(io, scope)).map((task) => {
    const { id, app, command, schedule, policy, appInMaintenance, taskInMaintenance } = task;
    const maintenance = appInMaintenance || taskInMaintenance;
    const last = runs.findLast((run) => run.id === id);
    return {
      ...{ id, app, command, schedule, concurrencyPolicy: policy, appInMaintenance, taskInMaintenance, maintenance },
      next: maintenance ? null : (nextDue(task.when, new Date())?.toISOString() ?? null),
      lastRun: last ? { began: last.began, code: last.code ?? null, goesOn: goesOn(last) } : null,
    };
  });
}

async function listedEntries(io: Io): Promise<Listed[]> {
  const entries = await entriesOf(io, await schedulerOf(io, GLOBAL));
  return entries.map(({ id, schedule, inCron, command }) => ({
    ...{ id, app: "", command, schedule, concurrencyPolicy: "" },
    ...{ appInMaintenance: false, taskInMaintenance: false, maintenance: false },
    next: inCron === "@reboot" ? null : (nextDue(parseSchedule(inCron), new Date())?.toISOString() ?? null),
    lastRun: null,
  }));
}

/** The same for `--format json`. Contract: Dokku's keys, in its order. */
export function asDokku(job: Listed): Readonly<Record<string, unknown>> {
  return {
    id: job.id,
    ...(job.app && { app: job.app }),
    command: job.command,
    ...(!job.app && { global: true }),
    schedule: job.schedule,
    concurrency_policy: job.concurrencyPolicy,
    "app-in-maintenance": job.appInMaintenance,
    "task-in-maintenance": job.taskInMaintenance,
    maintenance: job.maintenance,
  };
}
