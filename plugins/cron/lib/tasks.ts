import { answer, Exit, type Io, trigger, trouble } from "hokku";
import { properties } from "hokku/properties";
import { GLOBAL } from "hokku/scope";
import { commandWords } from "./command-words.ts";
import { entryId, jobId } from "./id.ts";
import { parseSchedule, type Schedule } from "./schedule.ts";

/** What becomes of a run that is due while the one before still runs. */
export type Policy = "allow" | "forbid" | "replace";

/** A job of an app. */
export interface Task {
  readonly id: string;
  readonly app: string;
  readonly command: string;
  /** As app.json has it. */
  readonly schedule: string;
  readonly when: Schedule;
  readonly policy: Policy;
  /** Whether all jobs of the app are suspended, and whether this one is. */
  readonly appInMaintenance: boolean;
  readonly taskInMaintenance: boolean;
}

/** A job that a plugin has put in, by the trigger `cron-entries`. */
export interface Entry {
  readonly id: string;
  /** As the plugin has it, and as a crontab has it. */
  readonly schedule: string;
  readonly inCron: string;
  /** A line for bash. */
  readonly command: string;
  readonly log: string;
}

/**
 * The jobs in an app's app.json, as this process has to see it: a deploy its new one, all others that of the live release. What is wrong with
 * one is told to `wrong`, and the others stand.
 */
export async function tasksOf(io: Io, app: string, wrong: (error: Exit) => void = said(app)): Promise<Task[]> {
  const { cron: given }: { cron?: unknown } = JSON.parse((await answer(io, "app-json-get-content", app)) || "{}");
  const cron = given ?? [];
  if (!Array.isArray(cron)) {
    wrong(new Exit(1, "cron has to be a list of jobs"));
    return [];
  }
  const appInMaintenance = inMaintenance(app, io.env);
  const store = properties("cron", io.env);
  return cron.flatMap((entry: unknown, at) => {
    try {
      const { maintenance, ...job } = checked(entry, app);
      const suspended = store.get(app, maintenanceKey(job.id)) === "true";
      return { ...job, app, appInMaintenance, taskInMaintenance: maintenance || suspended };
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      wrong(new Exit(1, `cron[${at}]: ${error.message}`));
      return [];
    }
  });
}

const said = (app: string) => (error: Exit) => trouble(`app.json of ${app}: ${error.message}`);

/** The longest ID that a line of a crontab has room for: cron takes commands of 998 bytes. */
const LONGEST = 900;

function checked(entry: unknown, app: string) {
  const job: Readonly<Record<string, unknown>> = Object(entry);
  const { command, schedule, maintenance, concurrency_policy: policy } = job;
  for (const [key, value] of Object.entries({ command, schedule }))
    if (typeof value !== "string" || !value) throw new Exit(1, `${key} is missing: a job takes a command and a schedule`);
  if (typeof command !== "string" || typeof schedule !== "string") throw new Exit(1, "command and schedule have to be text");
  if (maintenance !== undefined && maintenance !== null && typeof maintenance !== "boolean")
    throw new Exit(1, "maintenance has to be true or false");
  const when = parseSchedule(schedule);
  commandWords(command);
  if (!isPolicy(policy || "allow"))
    throw new Exit(1, `concurrency_policy is allow, forbid or replace, not ${JSON.stringify(policy)}`);
  const id = jobId(app, command, schedule);
  if (id.length > LONGEST) throw new Exit(1, "the command is too long for a crontab; put it into a script of the app");
  return { id, command, schedule, when, policy: (policy || "allow") as Policy, maintenance: maintenance === true };
}

const isPolicy = (word: unknown): word is Policy => word === "allow" || word === "forbid" || word === "replace";

/** The job of an app with that ID, or a refusal. */
export async function taskWith(io: Io, app: string, id: string): Promise<Task> {
  const found = (await tasksOf(io, app)).find((task) => task.id === id);
  if (found) return found;
  throw new Exit(1, `No matching Cron ID found. Please specify a Cron ID from the output of 'dokku cron:list ${app}'`);
}

/** Whether no job of an app is to run by itself. Contract: Dokku's: true for all apps wins over an app's false. */
export function inMaintenance(app: string, env: Io["env"]): boolean {
  const store = properties("cron", env);
  return [app, GLOBAL].some((scope) => store.get(scope, "maintenance") === "true");
}

/** Jobs that plugins put in for a scheduler. Contract: lines `SCHEDULE;COMMAND[;LOGFILE]`. What cron would refuse is named and left out. */
export async function entriesOf(io: Io, scheduler: string): Promise<Entry[]> {
  const printed: string[] = [];
  // Contract: what was printed counts, whatever a hook ends with: `[[ $1 == docker-local ]] && echo "..."` is one.
  await trigger({ ...io, stdout: (chunk) => void printed.push(String(chunk)) }, "cron-entries", scheduler).catch(() => {});
  const lines = printed
    .join("")
    .split("\n")
    .filter((line) => line.trim());
  return lines.flatMap((line) => {
    const fields = line.split(";");
    const [given = "", command = "", log = ""] = fields;
    try {
      if (fields.length < 2 || fields.length > 3 || !command.trim())
        throw new Exit(1, "it is not SCHEDULE;COMMAND or SCHEDULE;COMMAND;LOGFILE");
      if (line.length > LONGEST) throw new Exit(1, "it is too long for a crontab");
      const inCron = given.trim() === "@reboot" ? "@reboot" : parseSchedule(given).text;
      return { id: entryId(fields), schedule: given, inCron, command, log };
    } catch (error) {
      trouble(`Invalid injected cron task: ${line}: ${error instanceof Exit ? error.message : error}`);
      return [];
    }
  });
}

/**
 * The property that suspends one job. Contract: Dokku's `maintenance.<id>`. Dokku cannot suspend a job whose ID is longer than a file's name
 * may be; here the name ends with a sum of the rest.
 */
export function maintenanceKey(id: string): string {
  if (id.length <= 200) return `maintenance.${id}`;
  const sum = process.getBuiltinModule("node:crypto").createHash("sha256").update(id).digest("hex");
  return `maintenance.${id.slice(0, 160)}-${sum.slice(0, 16)}`;
}
