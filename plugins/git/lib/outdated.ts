import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText } from "hokku/files";
import { type Holder, startOf } from "hokku/lock";
import { output } from "hokku/run";
import { commitOf } from "./branch.ts";

const { existsSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** A ref that is pushed: what the pusher found there, and what is to be there. */
interface Update {
  readonly before: string;
  readonly revision: string;
  readonly ref: string;
}

/** Tells the deploy which update of a ref it belongs to. */
export const asPushed = ({ before, revision, ref }: Update) => ({ HOKKU_PUSHED: `${before} ${revision} ${ref}` });

/** A push that has been deployed, and whose ref git is about to move: by which process, and to what. */
interface Updating extends Pick<Holder, "pid" | "started"> {
  readonly ref: string;
  readonly revision: string;
}

const marker = (app: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string => join(DOKKU_LIB_ROOT, "data", "git", app, "updating");

/** Writes down, while the app's lock is held, that git moves the ref as soon as this hook of its has ended. */
export function aboutToUpdate(app: string, env: Io["env"]): void {
  const [, revision = "", ref = ""] = (env.HOKKU_PUSHED ?? "").split(" ");
  // Git's hook is its child; who works in the hook's place lives on until git has ended.
  const pid = readText(`/proc/${process.ppid}/comm`)?.startsWith("git") ? process.ppid : process.pid;
  const mine: Updating = { pid, started: startOf(pid), ref, revision };
  // Of use for as long as that process lives: a power cut that takes it takes its reader as well.
  if (ref) writeFileSync(marker(app, env), JSON.stringify(mine));
}

/** Waits until git has moved the ref of the push before, whose lock is free a moment earlier; ten seconds at most. */
export async function untilUpdated(app: string, env: Io["env"]): Promise<void> {
  const text = existsSync(marker(app, env)) ? (readText(marker(app, env)) ?? "") : "";
  if (!text) return;
  const { pid, started, ref, revision }: Updating = JSON.parse(text);
  for (let left = 500; left && startOf(pid) === started && commitOf(app, ref, env) !== revision; left--) await pause(20);
  rmSync(marker(app, env), { force: true });
}

/**
 * Refuses a push whose branch has moved on while it waited for its turn, unless it builds on what is there now, or was forced anyway. Before
 * anything is deployed: git itself would refuse only afterwards.
 */
export async function refuseOutdated(io: Io, app: string): Promise<void> {
  const [before = "", revision = "", ref = ""] = (io.env.HOKKU_PUSHED ?? "").split(" ");
  const now = ref && commitOf(app, ref, io.env);
  if (!now || now === before || (await isAncestor(io, app, now, revision))) return;
  if (!/^0+$/.test(before) && !(await isAncestor(io, app, before, revision))) return;
  const branch = ref.replace(/^refs\/heads\//, "");
  throw new Exit(
    1,
    `${branch} of ${app} has moved on to ${now.slice(0, 12)} while this push waited; fetch it, build on it, and push again: git pull <dokku> ${branch}`,
  );
}

/** Gives a ref that has moved on meanwhile the value that the pusher has found, as git moves it on only from there. */
export async function asItWas(io: Io, app: string, { before, ref }: Update): Promise<void> {
  const now = commitOf(app, ref, io.env);
  if ((now ?? "").replace(/^$/, before.replace(/./g, "0")) === before) return;
  const { GIT_QUARANTINE_PATH, ...env } = io.env; // within it git changes no refs
  const words = /^0+$/.test(before) ? ["update-ref", "-d", ref] : ["update-ref", ref, before];
  await output({ ...io, env }, "git", words, { env: { GIT_DIR: appRoot(app, io.env) } });
}

function isAncestor(io: Io, app: string, one: string, other: string): Promise<boolean> {
  return output(io, "git", ["merge-base", "--is-ancestor", one, other], { env: { GIT_DIR: appRoot(app, io.env) } }).then(
    () => true,
    () => false,
  );
}
