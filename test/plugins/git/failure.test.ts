import { Exit } from "hokku";
import t from "tap";
import { explained, isFull } from "../../../plugins/git/lib/failure.ts";

t.test("what stopped a deploy, in words", async (t) => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  const hook = Object.assign(new Exit(7), { origin: "/plugins/slack/pre-build" });
  const table: [error: unknown, code: number, message: RegExp][] = [
    [full, 1, /^ENOSPC[\s\S]*The disk is full: make room/],
    [new Exit(128, "fatal: cannot write: No space left on device"), 128, /^fatal[\s\S]*The disk is full/],
    [hook, 7, /^The hook pre-build of the plugin slack failed with exit code 7; the deploy is stopped$/],
    [new Exit(3, "said already"), 3, /^said already$/],
    [new Exit(4), 4, /^$/],
    ["a word", 1, /^a word$/],
  ];
  for (const [error, code, message] of table) t.match(explained(error), { code, message });
  t.throws(() => explained(new TypeError("a bug")), TypeError, "what is a bug keeps its stack");
});

t.test("whether a disk is full", async (t) => {
  t.equal(isFull("/proc"), true, "nothing fits there");
  t.equal(isFull(t.testdir()), false);
});
