import { readdirSync, readFileSync } from "node:fs";

/** The variable by which all that a push starts is told from everything else. */
export const MARK = "HOKKU_TEST_MARK";

/** Processes that carry a mark, whoever their parent is by now. */
export const marked = (mark: string): number[] =>
  readdirSync("/proc").flatMap((pid) => (/^\d+$/.test(pid) && environment(pid).includes(`${MARK}=${mark}`) ? Number(pid) : []));

/** Ends all that carry a mark; answers how many. */
export const killAll = (mark: string): number => killWhile(() => marked(mark));

/** Ends all processes but init, this one and those; answers how many. */
export const killAllBut = (kept: readonly (number | undefined)[]): number =>
  killWhile(() => living().filter((pid) => pid !== 1 && pid !== process.pid && !kept.includes(pid)));

/** Ends all that are found by SIGKILL in one moment: first none of them may go on, so none sees another one die. */
function killWhile(find: () => number[]): number {
  const found = new Set<number>();
  for (let all = find(); all.some((pid) => !found.has(pid)); all = find())
    for (const pid of all) if (found.add(pid)) signal(pid, "SIGSTOP");
  for (let all = find(); all.length; all = find()) for (const pid of all) signal(pid, "SIGKILL");
  return found.size;
}

/** All processes that have not ended, whether they have been collected or not. */
const living = (): number[] =>
  readdirSync("/proc").flatMap((pid) => (/^\d+$/.test(pid) && /^State:\s+[^ZX]/m.test(statusOf(pid)) ? Number(pid) : []));

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "latin1");
  } catch {
    return "";
  }
}

/** One that has ended, and waits to be collected, has no environment. */
function environment(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    return [];
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {} // It has gone by itself.
}
