import { once } from "node:events";
import { join } from "node:path";
import { exitCode } from "hokku";

const { closeSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** How an executable behaved. */
export interface Probed {
  /** Its exit code, or 128 and the number of the signal that ended it. */
  readonly code: number;
  /** The last of what it printed. */
  readonly out: string;
  readonly err: string;
  /** How many bytes that was in all. */
  readonly printed: number;
  readonly ms: number;
  /** It had to be ended. */
  readonly hung: boolean;
  /** How many bytes of its stdin it, or what it started, has read. */
  readonly read: number;
}

/** Something on stdin that nobody but its owner should read. */
export const MEANT_FOR_ANOTHER = "a line that is meant for another\n".repeat(10);

/** How much is kept of what something prints, in letters. */
const KEPT = 4_000_000;

/** Runs an executable in a group of its own, which is ended after `limit` milliseconds with all that is in it. */
export async function probe(
  file: string,
  words: readonly string[],
  { env, cwd, limit, aside }: { env: Readonly<Record<string, string>>; cwd: string; limit: number; aside: string },
): Promise<Probed> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const given = join(aside, "stdin");
  writeFileSync(given, MEANT_FOR_ANOTHER);
  const stdin = openSync(given, "r");
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  try {
    const child = spawn(file, words, { cwd, env, detached: true, stdio: [stdin, "pipe", "pipe"] });
    const said = { out: "", err: "" };
    let printed = 0;
    for (const stream of ["out", "err"] as const)
      child[`std${stream}`]?.on("data", (chunk: Buffer) => {
        printed += chunk.length;
        said[stream] += chunk;
        if (said[stream].length > 2 * KEPT) said[stream] = said[stream].slice(-KEPT);
      });
    let hung = false;
    timer = setTimeout(() => {
      hung = true;
      end(child.pid);
    }, limit);
    const closed = once(child, "close");
    const [code, signal] = await once(child, "exit");
    const ms = Math.round(performance.now() - began);
    clearTimeout(timer);
    // What it has left running holds its stdout open, and ends with it.
    timer = setTimeout(() => {
      end(child.pid);
      endThoseOf(aside);
      for (const stream of [child.stdout, child.stderr]) setTimeout(() => stream?.destroy(), 200);
    }, 200);
    await closed;
    const read = Number(/^pos:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${stdin}`, "utf8"))?.[1] ?? 0);
    return { code: exitCode(code, signal), ...said, printed, ms, hung, read };
  } finally {
    clearTimeout(timer);
    closeSync(stdin);
  }
}

function end(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, "SIGKILL");
  } catch {
    // all of it has ended
  }
}

/** Ends what has left its group, as daemons do: all that has a throw-away root in its environment. */
export function endThoseOf(root: string): void {
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name) && name !== `${process.pid}`)) {
    try {
      if (readFileSync(`/proc/${name}/environ`, "utf8").includes(`=${root}/`)) process.kill(Number(name), "SIGKILL");
    } catch {
      // another's, or it has ended
    }
  }
}

/** Every file below a folder with when it changed; `node_modules`, which is linked, and what `leaves` out not. */
export function filesBelow(folder: string, leaves: RegExp): Map<string, number> {
  const found = new Map<string, number>();
  const look = (below: string) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (leaves.test(path)) continue;
      if (entry.isDirectory()) look(path);
      else found.set(path, statSync(join(folder, path), { throwIfNoEntry: false })?.mtimeMs ?? 0);
    }
  };
  look("");
  return found;
}

/** What may change while a plugin works: what is its own, what is the app's, and what Hokku writes down. */
export const ownPlaces = (name: string): RegExp =>
  new RegExp(
    `^(home/(web|[.]cache)/|lib/(config|data)/${name}/|lib/plugins/(available/)?${name}/|lib/data/compile-cache|logs/|calls$|stdin$|dokku$|engine$|stage/)|node_modules$`,
  );
