import { spawn, spawnSync } from "node:child_process";
import { Exit } from "hokku";
import { startOf } from "hokku/lock";

const { closeSync, openSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * From now on, what this process and the programs it starts print goes into the file as well: `tee` takes the place of stdout or stderr, one for
 * each, so that they stay two. Whoever the output is for may go away; the file goes on. The last words are in it when this process has ended.
 */
export function alsoInto(file: string, descriptors: readonly (1 | 2)[]): void {
  closeSync(openSync(file, "a", 0o640));
  const copying = descriptors.flatMap((descriptor) => copy(file, descriptor) ?? []);
  process.on("exit", () => {
    for (const descriptor of descriptors) closeSync(descriptor);
    const nap = new Int32Array(new SharedArrayBuffer(4));
    for (let left = 500; left > 0 && copying.some((pid) => startOf(pid) !== "gone"); left--) Atomics.wait(nap, 0, 0, 2);
  });
}

function copy(file: string, descriptor: 1 | 2): number | undefined {
  const pipe = `${file}.${descriptor}`;
  const { status, stderr } = spawnSync("mkfifo", ["-m", "600", pipe], { encoding: "utf8" });
  if (status !== 0) throw new Exit(1, `what is printed cannot be kept: ${stderr.trim()}`);
  // Open for both, a pipe opens at once; for reading alone, `tee` sees its end when the last of us is gone.
  const [both, end] = [openSync(pipe, "r+"), openSync(pipe, "r")];
  const child = spawn("tee", ["-p", "-a", "--", file], { detached: true, stdio: [end, descriptor, "ignore"] });
  child.on("error", () => {}).unref();
  closeSync(descriptor);
  openSync(pipe, "w"); // takes the lowest number that is free, which is the one just closed
  for (const done of [both, end]) closeSync(done);
  rmSync(pipe);
  return child.pid;
}
