import type { Io } from "hokku";
import { goesOn, type Run, runsOf, scheduledSince } from "./runs.ts";
import { lastDue, nextDue } from "./schedule.ts";
import type { Task } from "./tasks.ts";

/** So long after its time a job counts as not run, in ms: cron wakes at each full minute, and a busy host takes a while. */
const GRACE = 90_000;

/** What is wrong with an app's jobs, a sentence each. */
export function troubles(app: string, tasks: readonly Task[], env: Io["env"]): string[] {
  const [runs, since] = [runsOf(app, env), scheduledSince(app, env)];
  return tasks.flatMap((task) => {
    if (task.appInMaintenance || task.taskInMaintenance) return [];
    const own = runs.filter(({ id }) => id === task.id);
    const name = task.command.length > 40 ? `${task.command.slice(0, 39)}…` : task.command;
    return trouble(task, own, since[task.id], new Date()).map((what) => `${name} ${what}`);
  });
}

/** What is wrong with one job at a time, by its runs and since when it is scheduled. */
export function trouble({ when }: Task, runs: readonly Run[], since: string | undefined, now: Date): string[] {
  if (!nextDue(when, now)) return ["is never due"];
  const found: string[] = [];
  const due = lastDue(when, new Date(now.getTime() - GRACE));
  const byCron = runs.filter(({ scheduled }) => scheduled);
  const missed = since && due && due.toISOString() > since && !byCron.some(({ began }) => Date.parse(began) >= due.getTime());
  if (missed) found.push(`${byCron.length ? "did not run" : "never ran"}: it was due at ${local(due)}`);
  const last = runs.at(-1);
  if (!last) return found;
  const at = local(new Date(last.began));
  if (last.overlapped) found.push(`began at ${at} while an earlier run went on`);
  if (last.code) found.push(`failed at ${at} with exit code ${last.code}`);
  if (!last.ended && !last.detached && !goesOn(last)) found.push(`was cut short at ${at}`);
  return found;
}

/** A time as the server's clock shows it: `2026-11-28 03:15:00`. */
export function local(time: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":")}`;
}
