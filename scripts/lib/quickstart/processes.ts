import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Processes that were started for this root, by their number: their environment says so. Never this one or its parent. */
export function processesOf(root: string): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => pid !== process.pid && pid !== process.ppid && worksIn(pid, root));
}

/** Ends them, those that wait to retire an old container, for example: asks first, and after five seconds does not. */
export async function endProcesses(root: string): Promise<void> {
  for (let tries = 0; tries < 60 && processesOf(root).length; tries++) {
    for (const pid of processesOf(root)) if (tries % 50 === 0) signal(pid, tries ? "SIGKILL" : "SIGTERM");
    await pause(100);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {} // It ended by itself.
}

function worksIn(pid: number, root: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(`DOKKU_ROOT=${root}/home`);
  } catch {
    return false;
  }
}
