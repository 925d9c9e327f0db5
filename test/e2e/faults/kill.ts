import { readdirSync, readFileSync } from "node:fs";

/** The variable by which all that a push starts is told from everything else. */
export const MARK = "HOKKU_TEST_MARK";

/** Processes that carry a mark, whoever their parent is by now. */
export const marked = (mark: string): number[] =>
  readdirSync("/proc").flatMap((pid) => (/^\d+$/.test(pid) && environment(pid).includes(`${MARK}=${mark}`) ? Number(pid) : []));

/** Ends all of them by SIGKILL in one moment: first none of them may go on, so none sees another one die. */
export function killAll(mark: string): number {
  const found = new Set<number>();
  for (let all = marked(mark); all.some((pid) => !found.has(pid)); all = marked(mark))
    for (const pid of all) if (found.add(pid)) signal(pid, "SIGSTOP");
  for (let all = marked(mark); all.length; all = marked(mark)) for (const pid of all) signal(pid, "SIGKILL");
  return found.size;
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
