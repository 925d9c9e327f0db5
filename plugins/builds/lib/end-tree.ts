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
export async function endTree(pid: number): Promise<void> {
  const tree = [pid, ...below(pid)].map((one) => ({ pid: one, started: startOf(one) }));
  const left = () => tree.filter((one) => one.pid !== process.pid && one.started !== "gone" && startOf(one.pid) === one.started);
  for (const one of left().filter((of) => of.pid !== pid)) signal(one.pid, "SIGTERM");
  await gone(left, NOTICE);
  for (const one of left()) signal(one.pid, "SIGTERM");
  await gone(left, PATIENCE);
  for (const one of left()) signal(one.pid, "SIGKILL");
}

async function gone(left: () => readonly unknown[], patience: number): Promise<void> {
  for (const until = Date.now() + patience; left().length && Date.now() < until; ) await pause(50);
}

/** All processes below one, parents before their children. */
function below(pid: number): number[] {
  const parents = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [[Number(name), parentOf(name)] as const] : []));
  const children = (of: number): number[] =>
    parents.flatMap(([child, parent]) => (parent === of ? [child, ...children(child)] : []));
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
