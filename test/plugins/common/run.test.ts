import { Exit, exitCode, type Io } from "hokku";
import { output } from "hokku/run";
import t from "tap";

const io: Io = { env: process.env, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} };

t.test("how a program ended: its exit code, 128 and its signal, or 127 where there is none to run", async (t) => {
  const table: [words: string[], code: number, message: RegExp][] = [
    [["sh", "-c", "echo why >&2; exit 7"], 7, /^why$/],
    [["sh", "-c", "kill -KILL $$"], 137, /sh -c kill/],
    [["sh", "-c", "echo ended >&2; kill -TERM $$"], 143, /^ended$/],
    [["/no/such/program"], 127, /ENOENT/],
  ];
  for (const [[file = "", ...args], code, message] of table) {
    const error = await output(io, file, args).catch((thrown: unknown) => thrown);
    if (!(error instanceof Exit)) return t.fail(`${file} ${args}: ${error}`);
    t.equal(error.code, code, `${file} ${args}: ${code}`);
    t.match(error.message, message);
  }
  t.equal(await output(io, "sh", ["-c", "echo fine"]), "fine");
});

t.test("an exit code of a number and a signal", async (t) => {
  t.equal(exitCode(0, null), 0);
  t.equal(exitCode(3, null), 3);
  t.equal(exitCode(null, "SIGHUP"), 129);
  t.equal(exitCode(null, null), 1);
});
