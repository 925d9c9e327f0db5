import { join } from "node:path";
import type { Io } from "hokku";
import { readText } from "hokku/files";
import { heldBy } from "hokku/lock";

const { existsSync, readdirSync, realpathSync, statSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** Where all jobs stand for `cron:runner`, on hosts without cron; a crontab. Our unit waits for it. */
export const runnersFile = ({ DOKKU_LIB_ROOT = "" }: Env): string => join(DOKKU_LIB_ROOT, "data/cron/--global/crontab");

/** Held by the one `cron:runner` that runs. */
export const runnersLock = ({ DOKKU_LIB_ROOT = "" }: Env): string => join(DOKKU_LIB_ROOT, "data/cron/--global/runner");

/**
 * The words that begin a call of crontab for the user who owns the apps, or nothing where there is no cron, or where that user's crontab is
 * not for apps: a quickstart's is its maker's own.
 */
export function crontabWords(env: Env): string[] | undefined {
  if (!isHost(env) || !has("crontab", env)) return undefined;
  const user = env.DOKKU_SYSTEM_USER ?? "dokku";
  return statSync(env.DOKKU_ROOT ?? "/").uid === process.getuid?.() ? ["crontab"] : ["crontab", "-u", user];
}

/** Whether the apps are at home with a user of their own, as scripts/install and Dokku have it. */
function isHost({ DOKKU_SYSTEM_USER = "dokku", DOKKU_ROOT = "", HOKKU_PASSWD = "/etc/passwd" }: Env): boolean {
  const users = (readText(HOKKU_PASSWD) ?? "").split("\n").map((line) => line.split(":"));
  const home = users.find(([name]) => name === DOKKU_SYSTEM_USER)?.[5];
  return home !== undefined && existsSync(home) && realpathSync(home) === realpathSync(DOKKU_ROOT);
}

const has = (program: string, { PATH = "" }: Env): boolean => PATH.split(":").some((folder) => existsSync(join(folder, program)));

/** What runs the jobs, in words, and what is wrong with that, with the next step. */
export interface Runner {
  readonly by: string;
  readonly wrong: string;
}

/** What runs jobs here. */
export function runner(env: Env): Runner {
  if (crontabWords(env))
    return { by: `cron, by the crontab of ${env.DOKKU_SYSTEM_USER ?? "dokku"}`, wrong: cronRuns() ? "" : NOT_STARTED };
  const holder = heldBy(runnersLock(env));
  if (holder) return { by: `dokku cron:runner, process ${holder.pid}`, wrong: "" };
  if (!isHost(env)) return { by: "nothing", wrong: "Nothing runs jobs here by itself; let this run: dokku cron:runner" };
  const unit = "/etc/systemd/system/multi-user.target.wants/hokku-cron.path";
  if (existsSync("/run/systemd/system") && existsSync(unit)) return { by: "hokku-cron.service", wrong: "" };
  return { by: "nothing", wrong: NO_CRON };
}

const NOT_STARTED = "The jobs stand in the crontab, but cron does not run; start it: service cron start";
const NO_CRON =
  "Nothing runs jobs here: there is no cron; install it, then have the jobs written: apt-get install cron && dokku plugin:trigger cron-write";

/** Whether a daemon of one of the crons there are runs; it is looked for by its name, as each keeps its pid elsewhere. */
function cronRuns(): boolean {
  const names = /^(cron|crond|anacron|fcron|dcron|bcron)$/;
  if (existsSync("/lib/systemd/system-generators/systemd-crontab-generator")) return true;
  return readdirSync("/proc").some((pid) => /^\d+$/.test(pid) && names.test(readText(`/proc/${pid}/comm`)?.trim() ?? ""));
}
