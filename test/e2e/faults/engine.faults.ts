import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../lib/patience.ts";
import type { Counts } from "./client.ts";
import { marked } from "./kill.ts";
import { differences, holdings } from "./left.ts";
import { add, alone, machine, releasesServing, sum } from "./machine.ts";
import { report } from "./report.ts";

alone(import.meta.filename);

const { default: t } = await import("tap");

const POINTS = 20;

t.test("every moment of a push is one in which the engine may be killed", async (t) => {
  const m = await machine(t);
  await m.push("second").done;
  const { took } = await m.push("whole", "whole").done;
  await until(() => !marked("whole").length);
  const before = holdings(m);
  const asked: Counts = { pages: {}, failures: {}, resets: 0 };
  const found = { away: 0, failed: 0, refused: 0, left: 0, ended: 0 };
  let live = "whole";
  for (let n = 0; n < POINTS; n++) {
    const [killed, next] = [`killed-${n}`, `next-${n}`];
    const at = ((n + 0.5) / POINTS) * took;
    await t.test(`${n + 1}: ${Math.round(at)} ms after its start`, async (t) => {
      await m.take();
      const pushing = m.push(killed, killed);
      await pause(at);
      const startAgain = await m.killEngine();
      const { code } = await pushing.done;
      if (code === 0) found.ended++;
      await startAgain();
      t.match(m.dokku("ps:restore", m.app), { code: 0 });
      const away = await m.take();
      // Its process has been started again, and listens a moment later.
      await until(async () => {
        const more = await m.takeAfter(20);
        add(away, more);
        return !sum(more.failures);
      });
      found.away += sum(away.failures);
      t.equal(releasesServing(m).length, 1, "ps:restore leaves web and worker of one release");
      const pushed = await m.push(next, next).done;
      t.equal(pushed.code, 0, `the next push works: ${pushed.err}`);
      if (pushed.code) found.refused++;
      const counts = await m.take();
      const strange = Object.keys({ ...away.pages, ...counts.pages }).filter((page) => ![live, killed, next].includes(page));
      t.strictSame([counts.failures, strange], [{}, []], "once it is restored, each request is answered by a release of the app");
      found.failed += sum(counts.failures) + sum(strange.map((page) => (away.pages[page] ?? 0) + (counts.pages[page] ?? 0)));
      const after = await m.takeAfter(20);
      t.strictSame(Object.keys(after.pages), [next], "from then on by the newest");
      for (const some of [away, counts, after]) add(asked, some);
      live = next;
      await until(() => m.dokku("ps:retire", m.app).code === 0);
      await until(() => !marked(next).length);
      // The step of a build that ran has no app's name: it stays where a `docker build` by hand leaves it, too.
      const left = differences(before, holdings(m)).filter((line) => line !== "left behind: container of a build");
      t.strictSame(left, [], "nothing is left behind");
      found.left += left.length;
    });
  }
  report({
    what: "kill -9 of dockerd during a push, then its start and `ps:restore`",
    times: POINTS,
    requests: sum(asked.pages) + sum(asked.failures),
    failed: found.failed,
    more: {
      "failed while dockerd was away": found.away,
      "pushes that ended well": found.ended,
      "next pushes refused": found.refused,
      "left behind": found.left,
      "containers of build steps": differences(before, holdings(m)).length,
    },
  });
});
