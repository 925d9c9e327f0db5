import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../lib/patience.ts";
import { marked } from "./kill.ts";
import { alone, machine, POINTS, releasesServing } from "./machine.ts";
import { beginning, lineOf, moreOf, nextPush } from "./next.ts";
import { report } from "./report.ts";

alone(import.meta.filename, 256);

const { default: t } = await import("tap");

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
  const found = await beginning(m);
  let ended = 0;
  for (let n = 0; n < POINTS; n++) {
    const [filled, next] = [`filled-${n}`, `next-${n}`];
    const at = ((n + 0.5) / POINTS) * found.took;
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
      if (code === 0) ended++;
      t.equal(releasesServing(m).length, 1, "web and worker are of one release, while it is full");
      empty();
      await nextPush(t, m, found, filled, next);
    });
  }
  report({
    what: "a disk that becomes full during a push",
    times: POINTS,
    ...lineOf(found),
    more: { "pushes that ended well": ended, ...moreOf(found) },
  });
});
