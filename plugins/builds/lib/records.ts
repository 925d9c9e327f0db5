import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { readState, replaceFile } from "hokku/files";
import { startOf } from "hokku/lock";
import builds from "./settings.ts";

const { appendFileSync, existsSync, readdirSync, rmSync, statSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** How much is kept of what a build prints, in bytes; `hooks/pre-receive` has the same figure. */
export const KEPT = 10 * 1024 * 1024;

/** `abandoned` is never written: its process has gone without closing the record. */
export const STATUSES = ["running", "succeeded", "failed", "canceled", "abandoned"] as const;

/** `build` makes an image; `deploy` runs one that is there. */
export const KINDS = ["build", "deploy"] as const;

/** One build or deploy. Contract: Dokku's `data/builds/<app>/<id>.json`, its names; the last two are ours. */
export interface Build {
  readonly id: string;
  readonly app: string;
  readonly kind: (typeof KINDS)[number];
  readonly pid: number;
  /** ISO 8601. */
  readonly started_at: string;
  readonly finished_at?: string;
  readonly status: Exclude<(typeof STATUSES)[number], "abandoned">;
  /** The command it began with: `git-hook` for a push. */
  readonly source: string;
  readonly exit_code?: number;
  /** The key it was asked for with. */
  readonly actor?: string;
  /** Start of the process in clock ticks since boot: a later one with its number is somebody else. */
  readonly pid_started?: string;
}

/** A build as it is shown. */
export interface Shown extends Build {
  readonly display_status: (typeof STATUSES)[number];
  /** As Go writes it: `1m14s`. */
  readonly duration: string;
  readonly log_path: string;
}

/** Where an app's records lie. */
export const folder = (app: string, { DOKKU_LIB_ROOT = "" }: Env): string => join(DOKKU_LIB_ROOT, "data", "builds", app);

/** Where is kept what a build printed. */
export const logOf = (app: string, id: string, env: Env): string => join(folder(app, env), `${validId(id)}.log`);

const recordOf = (app: string, id: string, env: Env): string => join(folder(app, env), `${validId(id)}.json`);

function validId(id: string): string {
  if (/^[\w-]{1,64}$/.test(id)) return id;
  throw new Exit(1, `${JSON.stringify(id)} is no build's id; see: dokku builds:list <app>`);
}

/** A sortable id: the time in milliseconds and something at random, in base 36. Contract: Dokku's, 14 characters. */
export function newId(now = Date.now()): string {
  const random = Math.floor(Math.random() * 36 ** 6); // no secret: loading node:crypto would cost a push 10 ms
  return now.toString(36).padStart(8, "0") + random.toString(36).padStart(6, "0");
}

/** Begins a record. */
export function begin(app: string, id: string, pid: number, source: string, env: Env): void {
  const { SSH_NAME } = env;
  const isBuild = /^(git-hook|git:.*|ps:rebuild|build|receive-app)$/.test(source);
  put(env, {
    id,
    app,
    kind: isBuild ? "build" : "deploy",
    pid,
    started_at: new Date().toISOString(),
    status: "running",
    source: source || "unknown",
    ...(SSH_NAME && { actor: SSH_NAME }),
    pid_started: startOf(pid),
  });
}

/** Closes a record, once: what is closed stays as it is. */
export function close(app: string, id: string, status: "succeeded" | "failed" | "canceled", code: number, env: Env): void {
  const build = read(app, id, env);
  if (build?.status !== "running") return;
  sayCut(app, id, env);
  put(env, { ...build, status, exit_code: code, finished_at: new Date().toISOString() });
}

/** Says in a log where it was cut off. */
function sayCut(app: string, id: string, env: Env): void {
  const log = logOf(app, id, env);
  const { size = 0 } = statSync(log, { throwIfNoEntry: false }) ?? {};
  if (size >= KEPT) appendFileSync(log, `\n !     What came after these ${KEPT / 1024 / 1024} MB was not kept.\n`);
}

function put(env: Env, build: Build): void {
  replaceFile(recordOf(build.app, build.id, env), `${JSON.stringify(build, null, 2)}\n`);
}

/** One record, or undefined where there is none. The folder says whose it is: an app may have had another name. */
export function read(app: string, id: string, env: Env): Build | undefined {
  const found = readState<Build>(recordOf(app, id, env));
  return found && { ...found, id, app };
}

/** All records of an app: those that run first, then the newest. */
export function records(app: string, env: Env): Shown[] {
  if (!existsSync(folder(app, env))) return [];
  const ids = readdirSync(folder(app, env)).flatMap((name) => /^([\w-]+)\.json$/.exec(name)?.[1] ?? []);
  const all = ids.flatMap((id) => read(app, id, env) ?? []).map((build) => shown(build, env));
  return all.sort((a, b) => Number(isRunning(b)) - Number(isRunning(a)) || (a.started_at < b.started_at ? 1 : -1));
}

/** Whether it goes on. */
export const isRunning = ({ display_status }: Shown): boolean => display_status === "running";

/** A record with what is not written in it. */
export function shown(build: Build, env: Env): Shown {
  const end = build.finished_at ? Date.parse(build.finished_at) : Date.now();
  return {
    ...build,
    display_status: build.status === "running" && !isAlive(build) ? "abandoned" : build.status,
    duration: asGo(Math.max(0, Math.round((end - Date.parse(build.started_at)) / 1000))),
    log_path: logOf(build.app, build.id, env),
  };
}

function isAlive({ pid, pid_started }: Build): boolean {
  const started = startOf(pid);
  return started !== "gone" && (pid_started === undefined || pid_started === started);
}

function asGo(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours ? `${hours}h` : ""}${seconds >= 60 ? `${minutes}m` : ""}${seconds % 60}s`;
}

/** Closes what was abandoned, and removes what is beyond the number of records to keep; never what runs. */
export function prune(app: string, env: Env): void {
  const all = records(app, env);
  for (const { id, display_status } of all) if (display_status === "abandoned") close(app, id, "failed", -1, env);
  const ended = all.filter((build) => !isRunning(build));
  for (const { id } of ended.slice(Number(builds.of(app, "retention", env))))
    for (const file of [recordOf(app, id, env), logOf(app, id, env)]) rmSync(file, { force: true });
  // What pushes have printed that were no deploys; and this one's, where it had a record before `tee` had a file.
  for (const name of existsSync(folder(app, env)) ? readdirSync(folder(app, env)) : []) {
    const [, pid] = /^(\d+)\.log$/.exec(name) ?? [];
    if (pid && (Number(pid) === process.pid || startOf(Number(pid)) === "gone"))
      rmSync(join(folder(app, env), name), { force: true });
  }
}
