import type { Entry, Task } from "./tasks.ts";

/** What the crontab is made of. */
export interface Jobs {
  readonly tasks: readonly Task[];
  readonly entries: readonly Entry[];
  /** "" where it is not set. */
  readonly mailfrom: string;
  readonly mailto: string;
}

const PATH = "PATH=/usr/local/bin:/usr/bin:/bin";
const SHELL = "SHELL=/bin/bash";

/** Tells `cron:run` that nobody waits for it. */
const SCHEDULED = "HOKKU_CRON=1";

/**
 * All jobs as a crontab, or "" where there are none. No word of an app's is in it but its name: `cron:run` looks the command up. Contract:
 * Dokku's lines.
 */
export function crontabText({ tasks, entries, mailfrom, mailto }: Jobs): string {
  const ours = tasks.map(({ when, app, id }) => `${when.text} dokku cron:run ${app} ${id}`);
  const theirs = entries.map(({ inCron, command, log }) => `${inCron} ${command}${log ? ` &>> ${log}` : ""}`);
  const lines = [...new Set([...ours, ...theirs])];
  if (!lines.length) return "";
  const mail = [mailfrom && `MAILFROM=${mailfrom}`, mailto && `MAILTO=${mailto}`].filter(Boolean);
  return [...mail, PATH, SHELL, SCHEDULED, "", ...lines, ""].join("\n");
}

const BEGIN = "# Jobs of apps, from here on: dokku writes these lines anew";
const END = "# End of the jobs of apps";

/**
 * A user's crontab with ours in it, or "" where nothing is left. What others have written stays, in front, where our variables do not count;
 * but for the lines that Dokku has written, which are ours by now.
 */
export function withJobs(before: string, ours: string): string {
  const [first = "", ...parts] = before.split(`${BEGIN}\n`);
  const behind = (part: string) => (part.includes(`${END}\n`) ? part.split(`${END}\n`).slice(1).join("") : part);
  const theirs = [first, ...parts.map(behind)].join("");
  const known = new Set([PATH, SHELL, SCHEDULED, ...ours.split("\n").filter(Boolean)]);
  const lines = theirs.split("\n").filter((line) => !known.has(line) && !/\sdokku cron:run \S+ \S+\s*$/.test(line));
  const kept = lines.join("\n").trim();
  return [kept && `${kept}\n`, ours && `${BEGIN}\n${ours}${END}\n`].join("");
}
