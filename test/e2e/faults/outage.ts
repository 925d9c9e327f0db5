import { setTimeout as pause } from "node:timers/promises";
import type { Test } from "tap";
import { until } from "../../lib/patience.ts";
import { marked } from "./kill.ts";
import { differences, holdings } from "./left.ts";
import { add, type Machine, machine, POINTS, releasesServing, sum } from "./machine.ts";
import { beginning, lineOf, moreOf, nextPush, strangers } from "./next.ts";
import { report } from "./report.ts";

/** The step of a build that ran has no app's name: it stays where a `docker build` by hand leaves it, too. */
const STEP = "left behind: container of a build";

/**
 * Lets something be away from a moment of a push on, at many of them, until it is started again: once `ps:restore` has ended, each request is
 * answered by one release. `kill` ends it, and what that answers starts it.
 */
export async function outage(
  t: Test,
  { what, kill }: { what: string; kill: (m: Machine) => Promise<() => Promise<void>> },
): Promise<void> {
  const m = await machine(t);
  const found = await beginning(m, [STEP]);
  const seen = { away: 0, ended: 0 };
  for (let n = 0; n < POINTS; n++) {
    const [killed, next] = [`killed-${n}`, `next-${n}`];
    const at = ((n + 0.5) / POINTS) * found.took;
    await t.test(`${n + 1}: ${Math.round(at)} ms after its start`, async (t) => {
      const pushing = m.push(killed, killed);
      await pause(at);
      const startAgain = await kill(m);
      const { code } = await pushing.done;
      if (code === 0) seen.ended++;
      await startAgain();
      const restored = m.dokku("ps:restore", "--all");
      t.equal(restored.code, 0, `ps:restore: ${restored.out}${restored.err}`);
      const away = await m.take();
      t.strictSame(strangers(away, [found.live, killed]), [], "whatever was answered, was by a release of the app");
      seen.away += sum(away.failures);
      add(found.asked, away);
      t.equal(releasesServing(m).length, 1, "ps:restore leaves web and worker of one release");
      await nextPush(t, m, found, killed, next);
      await until(() => !marked(next).length);
    });
  }
  report({
    what,
    times: POINTS,
    ...lineOf(found),
    more: {
      "failed while it was away": seen.away,
      "pushes that ended well": seen.ended,
      ...moreOf(found),
      "containers of build steps": differences(found.before, holdings(m)).filter((line) => line === STEP).length,
    },
  });
}
