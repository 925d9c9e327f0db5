import { headline, type Io, trigger, trouble } from "hokku";
import { schedulerOf } from "hokku/deploy/deployed";
import { properties } from "hokku/properties";
import { GLOBAL } from "hokku/scope";
import { maintenanceKey, taskWith } from "./tasks.ts";

/** What `cron:suspend` and `cron:resume` answer as JSON. */
export interface Suspended {
  readonly app: string;
  readonly id: string;
  readonly suspended: boolean;
}

/** Suspends a job, or lets it run again. Contract: the property `maintenance.<id>`, which `cron:set` sets as well. */
export async function suspend(io: Io, app: string, id: string, suspended: boolean): Promise<Suspended> {
  await taskWith(io, app, id);
  const key = maintenanceKey(id);
  headline(io, suspended ? `Setting ${key} to true` : `Unsetting ${key}`);
  properties("cron", io.env).set(app, key, suspended ? "true" : "");
  await rewrite(io, app);
  const task = await taskWith(io, app, id);
  const still = task.appInMaintenance || task.taskInMaintenance;
  if (!suspended && task.appInMaintenance)
    trouble(
      `All jobs of ${app} are suspended; let them run with: dokku cron:set ${app} maintenance, or with --global for all apps`,
    );
  else if (!suspended && task.taskInMaintenance) trouble("app.json itself suspends it, with maintenance: true");
  return { app, id, suspended: still };
}

/** Has the jobs written down anew, by whoever does that for the app's scheduler. */
export async function rewrite(io: Io, scope: string): Promise<void> {
  const scheduler = await schedulerOf(io, scope);
  await trigger(io, "scheduler-cron-write", scheduler, scope === GLOBAL ? undefined : scope);
}
