import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../lib/patience.ts";
import type { Counts } from "./client.ts";
import { marked } from "./kill.ts";
import { holdings, leftBehind } from "./left.ts";
import { add, alone, machine, releasesServing, sum } from "./machine.ts";
import { report } from "./report.ts";

alone(import.meta.filename, 256);

const { default: t } = await import("tap");

const POINTS = 20;

/** Takes all that is left on the disk of the host and of its engine; what it answers gives it back. */
function fill(): () => void {
  const path = join(tmpdir(), "filler");
  const file = openSync(path, "w");
  for (const size of [1024 * 1024, 4096])
    try {
      for (const bytes = Buffer.alloc(size); writeSync(file, bytes) === size; );
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  closeSync(file);
  return () => rmSync(path);
}

t.test("every moment of a push is one in which the disk may be full", async (t) => {
  const m = await machine(t);
  await m.push("second").done;
  const { took } = await m.push("whole", "whole").done;
  await until(() => !marked("whole").length);
  const before = holdings(m);
  const asked: Counts = { pages: {}, failures: {}, resets: 0 };
  const found = { failed: 0, refused: 0, left: 0, ended: 0 };
  let live = "whole";
  await m.take();
  for (let n = 0; n < POINTS; n++) {
    const [filled, next] = [`filled-${n}`, `next-${n}`];
    const at = ((n + 0.5) / POINTS) * took;
    await t.test(`${n + 1}: ${Math.round(at)} ms after its start`, async (t) => {
      const pushing = m.push(filled, filled);
      await pause(at);
      const empty = fill();
      const { code, err } = await pushing.done;
      await until(() => !marked(filled).length);
      t.comment(
        `${code}: ${err
          .split("\n")
          .filter((line) => / ! /.test(line))
          .join("; ")}`,
      );
      if (code === 0) found.ended++;
      t.equal(releasesServing(m).length, 1, "web and worker are of one release, while it is full");
      empty();
      const pushed = await m.push(next, next).done;
      t.equal(pushed.code, 0, `the next push works: ${pushed.err}`);
      if (pushed.code) found.refused++;
      const counts = await m.take();
      const strange = Object.keys(counts.pages).filter((page) => ![live, filled, next].includes(page));
      t.strictSame([counts.failures, strange], [{}, []], "each request was answered, by the release before or the one to be");
      found.failed += sum(counts.failures) + sum(strange.map((page) => counts.pages[page] ?? 0));
      const after = await m.takeAfter(20);
      t.strictSame(Object.keys(after.pages), [next], "from now on by the newest");
      for (const some of [counts, after]) add(asked, some);
      live = next;
      await until(() => m.dokku("ps:retire", m.app).code === 0);
      const left = await leftBehind(m, before, next);
      t.strictSame(left, [], "nothing is left behind");
      found.left += left.length;
    });
  }
  report({
    what: "a disk that becomes full during a push",
    times: POINTS,
    requests: sum(asked.pages) + sum(asked.failures),
    failed: found.failed,
    more: {
      "pushes that ended well": found.ended,
      "next pushes refused": found.refused,
      "left behind": found.left,
    },
  });
});
