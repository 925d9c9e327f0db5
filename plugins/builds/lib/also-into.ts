import { spawn, spawnSync } from "node:child_process";
import { Exit } from "hokku";
import { startOf } from "hokku/lock";
import { KEPT } from "./records.ts";

const { appendFileSync, closeSync, copyFileSync, fstatSync, linkSync, openSync, renameSync, rmSync, truncateSync } =
  process.getBuiltinModule("node:fs");

/** Where stdout and stderr go as well, by which process, and whether what is to go there is over. */
let now: { readonly file: string; readonly copying: number; isOver: boolean } | undefined;

/**
 * From now on, what this process and the programs it starts print goes into the file as well, and no longer into the one before: `tee` takes the
 * place of stdout or stderr, one for each, so that they stay two. Whoever the output is for may go away; the file goes on. The last words are in
 * it when this process has ended. What begins before another `isOver` (`ps:restart --all --parallel 2`) gets a line that says so.
 */
export function alsoInto(file: string, descriptors: readonly (1 | 2)[]): void {
  if (!now) {
    closeSync(openSync(file, "a", 0o640));
    now = { file, isOver: false, copying: copy(file, descriptors) };
    process.on("exit", finish);
  } else if (now.isOver) {
    handOn(now.file, file);
    now = { file, isOver: false, copying: now.copying };
  } else appendFileSync(file, "Several apps were deployed at once: who asked for it has seen what was printed.\n");
}

/** What was to go into the file is over; only the last words of the process are still to come. */
export function isOver(file: string): void {
  if (now?.file === file) now.isOver = true;
}

/** What `tee` writes to becomes another's, empty; who had it keeps a copy of what is in it. */
function handOn(before: string, file: string): void {
  sleep(20); // what is still in the pipes is the one's before
  linkSync(before, file);
  copyFileSync(before, `${before}.part`);
  renameSync(`${before}.part`, before);
  truncateSync(file);
}

/** Lets go of the pipes, and waits, for a second at most, until all is written that is in them. */
function finish(): void {
  for (const descriptor of [1, 2]) closeSync(descriptor);
  for (let left = 500; left > 0 && now && startOf(now.copying) !== "gone"; left--) sleep(2);
}

const sleep = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Begins a process that has a `tee` for each of the descriptors, and ends with the last of them. */
function copy(file: string, descriptors: readonly (1 | 2)[]): number {
  const pipes = descriptors.map((descriptor) => `${file}.${descriptor}`);
  const { status, stderr } = spawnSync("mkfifo", ["-m", "600", ...pipes], { encoding: "utf8" });
  if (status !== 0) throw new Exit(1, `what is printed cannot be kept: ${stderr.trim()}`);
  // Open for both, a pipe opens at once; for reading alone, `tee` sees its end when the last of us is gone.
  const open = pipes.map((pipe) => ({ both: openSync(pipe, "r+"), end: openSync(pipe, "r") }));
  const ends = open.flatMap(({ end }, at) => [end, descriptors[at]]);
  const script = ["-c", tees(descriptors), "tee", file];
  const child = spawn("sh", script, { detached: true, stdio: ["ignore", "ignore", "ignore", ...ends] });
  child.on("error", () => {}).unref();
  for (const [at, descriptor] of descriptors.entries()) {
    closeSync(descriptor);
    openSync(pipes[at] ?? "", "w"); // takes the lowest number that is free, which is the one just closed
  }
  for (const { both, end } of open) for (const done of [both, end]) closeSync(done);
  for (const pipe of pipes) rmSync(pipe);
  return child.pid ?? 0;
}

/** For a shell that was handed, from 3 on, a pipe and where it leads for each. Whoever held a pipe of another's would keep it open when that is gone. */
function tees(descriptors: readonly (1 | 2)[]): string {
  const closed = descriptors.map((_, at) => `${3 + 2 * at}<&- ${4 + 2 * at}>&-`).join(" ");
  const each = descriptors.map((descriptor, at) => {
    // No more is written into the file than is kept; a file that somebody else has asked for gets all.
    const limit = fstatSync(descriptor).isFile() ? "" : `trap "" XFSZ; ulimit -f ${KEPT / 512};`;
    return `(${limit} exec tee -p -a -- "$1") <&${3 + 2 * at} >&${4 + 2 * at} ${closed} &`;
  });
  return `${each.join("\n")}\nexec ${closed}\nwait`;
}
