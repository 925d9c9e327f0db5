import { join } from "node:path";
import { answer, type Io, step, trouble } from "hokku";
import { apps } from "hokku/apps";
import { schedulerOf } from "hokku/deploy/deployed";
import { lockFolder } from "hokku/exclusive";
import { readText, replaceFile } from "hokku/files";
import { whileLocked } from "hokku/lock";
import { properties } from "hokku/properties";
import { output } from "hokku/run";
import { GLOBAL } from "hokku/scope";
import { crontabText, withJobs } from "./crontab.ts";
import { noteScheduled } from "./runs.ts";
import cron from "./settings.ts";
import { type Entry, entriesOf, type Task, tasksOf } from "./tasks.ts";
import { crontabWords, runner, runnersFile } from "./where.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

/**
 * Writes down what has to run when, for cron or for `cron:runner`, of all apps: one at a time, from what is there then. Where nothing runs
 * jobs that is said, and is no failure.
 */
export function writeSchedule(io: Io): Promise<void> {
  return whileLocked(join(lockFolder(io.env), `cron-schedule.${GLOBAL}`), 60, async () => {
    const { tasks, entries } = await scheduled(io);
    const [mailfrom, mailto] = [cron.own(GLOBAL, "mailfrom", io.env), cron.own(GLOBAL, "mailto", io.env)];
    const changed = await put(io, crontabText({ tasks, entries, mailfrom, mailto }));
    if (changed) step(io, tasks.length + entries.length ? "Updated schedule file" : "Removed");
    const { wrong } = tasks.length ? runner(io.env) : { wrong: "" };
    if (wrong) trouble(wrong);
  });
}

/** All that runs by itself: jobs of deployed apps whose scheduler leaves that to the host, and what plugins put in for these schedulers. */
async function scheduled(io: Io): Promise<{ tasks: Task[]; entries: Entry[] }> {
  const hostCron = new Map<string, boolean>();
  const usesHostCron = async (scheduler: string): Promise<boolean> => {
    const known = hostCron.get(scheduler) ?? (await answer(io, "scheduler-uses-host-cron", scheduler)) === "true";
    hostCron.set(scheduler, known);
    return known;
  };
  const tasks: Task[] = [];
  for (const app of apps(io.env)) {
    const own = properties("common", io.env).get(app, "deployed") === "true" ? await readable(io, app) : [];
    const active = own.filter((task) => !task.appInMaintenance && !task.taskInMaintenance);
    const counts = active.length > 0 && (await usesHostCron(await schedulerOf(io, app)));
    noteScheduled(io.env, app, counts ? active.map(({ id }) => id) : []);
    if (counts) tasks.push(...active);
  }
  await usesHostCron(await schedulerOf(io, GLOBAL));
  const schedulers = [...hostCron].flatMap(([scheduler, uses]) => (uses ? scheduler : []));
  const entries: Entry[] = [];
  for (const scheduler of schedulers) entries.push(...(await entriesOf(io, scheduler)));
  return { tasks, entries };
}

/** An app.json that cannot be read any more is named, and keeps no other app's jobs from running. */
function readable(io: Io, app: string): Promise<Task[]> {
  return tasksOf(io, app).catch((error: unknown) => {
    trouble(`The jobs of ${app} are left out: ${error instanceof Error ? error.message : error}`);
    return [];
  });
}

/** Puts the jobs where they are run from, and nowhere else. Answers whether that changed anything. */
async function put(io: Io, ours: string): Promise<boolean> {
  const [program, ...words] = crontabWords(io.env) ?? [];
  const file = runnersFile(io.env);
  const changedFile = putFile(file, program ? "" : ours);
  if (!program) return changedFile;
  const before = await output(io, program, [...words, "-l"]).catch((error: unknown) => {
    // Anything else must not be taken for a crontab without lines.
    if (/no crontab for/i.test(String(error))) return "";
    throw error;
  });
  const whole = before && `${before}\n`;
  const after = withJobs(whole, ours);
  if (after === whole) return changedFile;
  if (after) await output(io, program, [...words, "-"], { input: after });
  else await output(io, program, [...words, "-r"]);
  return true;
}

function putFile(file: string, text: string): boolean {
  const before = readText(file) ?? "";
  if (before === text) return false;
  if (text) replaceFile(file, text);
  else rmSync(file, { force: true });
  return true;
}
