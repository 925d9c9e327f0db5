import { setTimeout as pause } from "node:timers/promises";
import { startOf } from "hokku/lock";

const { readdirSync, readFileSync } = process.getBuiltinModule("node:fs");

/** How long a process may take to see that what it started has gone, and then, asked to end, to take things back; in ms. */
const NOTICE = 1_000;
const PATIENCE = 20_000;

/**
 * Ends a process and all that it started, never this one. First what it started: it sees its program fail, and takes back what it
 * has begun, as after any failure. Then itself; what has not gone in time is killed.
 */
export const endTree = (pid: number): Promise<void> => endAll([pid, ...below(pid)]);

/** Ends processes: all but the first, which sees its programs fail, then that one too. What has not gone in time is killed. */
export async function endAll(pids: readonly number[]): Promise<void> {
  const [first] = pids;
  const tree = pids.map((one) => ({ pid: one, started: startOf(one) }));
  const left = () => tree.filter((one) => one.pid !== process.pid && one.started !== "gone" && startOf(one.pid) === one.started);
  for (const one of left().filter((of) => of.pid !== first)) signal(one.pid, "SIGTERM");
  await gone(left, NOTICE);
  for (const one of left()) signal(one.pid, "SIGTERM");
  await gone(left, PATIENCE);
  for (const one of left()) signal(one.pid, "SIGKILL");
}

async function gone(left: () => readonly unknown[], patience: number): Promise<void> {
  for (const until = Date.now() + patience; left().length && Date.now() < until; ) await pause(50);
}

/** The processes that a deploy has started, by what their environment says of it (`<process>.<its start>`). */
export const startedBy = (deployer: string): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(`HOKKU_DEPLOYER=${deployer}`))
    .map(Number);

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    return []; // It has gone, or is somebody else's.
  }
}

/**
 * All processes below one, parents before their children. Where it deploys in place of git's hook (`plugins/git/lib/receiver.ts`), git and the
 * hook go on: the pusher is told by them how it ended.
 */
function below(pid: number): number[] {
  const parents = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [[Number(name), parentOf(name)] as const] : []));
  const children = (of: number): number[] =>
    parents.flatMap(([child, parent]) => (parent === of && !isGit(child) ? [child, ...children(child)] : []));
  const isGit = (child: number) => environmentOf(`${child}`).includes(`HOKKU_RECEIVER=${pid}`);
  return children(pid);
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return 0;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {} // It has gone by itself.
}
