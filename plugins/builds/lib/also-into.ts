import { spawn, spawnSync } from "node:child_process";
import { Exit } from "hokku";
import { startOf } from "hokku/lock";
import { KEPT } from "./records.ts";

const { appendFileSync, closeSync, copyFileSync, fstatSync, linkSync, openSync, renameSync, rmSync, truncateSync } =
  process.getBuiltinModule("node:fs");

/** Where stdout and stderr go as well, by which processes of `tee`, and whether what is to go there is over. */
let now: { readonly file: string; readonly copying: readonly number[]; isOver: boolean } | undefined;

/**
 * From now on, what this process and the programs it starts print goes into the file as well, and no longer into the one before: `tee` takes the
 * place of stdout or stderr, one for each, so that they stay two. Whoever the output is for may go away; the file goes on. The last words are in
 * it when this process has ended. What begins before another `isOver` (`ps:restart --all --parallel 2`) gets a line that says so.
 */
export function alsoInto(file: string, descriptors: readonly (1 | 2)[]): void {
  if (!now) {
    closeSync(openSync(file, "a", 0o640));
    now = { file, isOver: false, copying: descriptors.flatMap((descriptor) => copy(file, descriptor) ?? []) };
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
  for (let left = 500; left > 0 && now?.copying.some((pid) => startOf(pid) !== "gone"); left--) sleep(2);
}

const sleep = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** Words of a shell that becomes `tee`, which writes no more into the file than is kept; a file that somebody else has asked for gets all. */
function teeInto(file: string, descriptor: number): string[] {
  const limit = fstatSync(descriptor).isFile() ? "" : `trap "" XFSZ; ulimit -f ${KEPT / 512};`;
  return ["-c", `${limit} exec tee "$@"`, "tee", "-p", "-a", "--", file];
}

function copy(file: string, descriptor: 1 | 2): number | undefined {
  const pipe = `${file}.${descriptor}`;
  const { status, stderr } = spawnSync("mkfifo", ["-m", "600", pipe], { encoding: "utf8" });
  if (status !== 0) throw new Exit(1, `what is printed cannot be kept: ${stderr.trim()}`);
  // Open for both, a pipe opens at once; for reading alone, `tee` sees its end when the last of us is gone.
  const [both, end] = [openSync(pipe, "r+"), openSync(pipe, "r")];
  const child = spawn("sh", teeInto(file, descriptor), { detached: true, stdio: [end, descriptor, "ignore"] });
  child.on("error", () => {}).unref();
  closeSync(descriptor);
  openSync(pipe, "w"); // takes the lowest number that is free, which is the one just closed
  for (const done of [both, end]) closeSync(done);
  rmSync(pipe);
  return child.pid;
}
