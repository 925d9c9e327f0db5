import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../lib/patience.ts";
import { docker } from "../apps.ts";
import { killAll, marked } from "./kill.ts";
import { alone, type Machine, machine, releasesServing } from "./machine.ts";
import { beginning, lineOf, moreOf, nextPush } from "./next.ts";
import { report } from "./report.ts";

alone(import.meta.filename);

const { default: t } = await import("tap");

/** How many times a push is killed: a quarter of them while it switches to the new release, a tenth while it tidies up. */
const POINTS = Number(process.env.HOKKU_FAULT_POINTS) || 20;

/** How many of them have to be inside the switch. */
const SWITCHING = Math.round(POINTS / 4);

/** The golden ratio: its multiples, less their whole part, leave no gap for long. */
const STRIDE = (Math.sqrt(5) - 1) / 2;

/** When a push is killed: so many ms after its start, after the beginning of its switch, or after its end. */
interface Point {
  readonly from: "start" | "switch" | "end";
  readonly at: number;
}

/** How long each part of a push takes that nobody kills, in ms. */
async function measured(m: Machine): Promise<Record<Point["from"], number>> {
  const times = { began: 0, ended: 0 };
  const close = m.onSwitch((isSwitching) => {
    times[isSwitching ? "began" : "ended"] = performance.now();
  });
  const { took, code, err } = await m.push("measured", "measured").done;
  if (code) throw new Error(err);
  const over = performance.now();
  await until(() => !marked("measured").length);
  close();
  return { start: took, switch: times.ended - times.began, end: performance.now() - over };
}

function pointsOf(takes: Record<Point["from"], number>): Point[] {
  const tidying = Math.round(POINTS / 10);
  const spread = (from: Point["from"], count: number): Point[] =>
    Array.from({ length: count }, (_, n) => ({ from, at: ((n + 0.5) / count) * takes[from] }));
  const all = [...spread("start", POINTS - SWITCHING - tidying), ...spread("switch", SWITCHING), ...spread("end", tidying)];
  // All over a push from the beginning, for who stops it early.
  return all
    .map((point, n) => ({ point, turn: (n * STRIDE) % 1 }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ point }) => point);
}

/** Waits for a point of a push that has just begun. */
async function moment(m: Machine, { from, at }: Point, { began, done }: ReturnType<Machine["push"]>): Promise<void> {
  const switching = Promise.withResolvers<void>();
  const close = m.onSwitch((is) => is && switching.resolve());
  if (from === "end") await done;
  if (from === "switch") await Promise.race([switching.promise, done]);
  close();
  await pause(from === "start" ? began + at - performance.now() : at);
}

/** What a push was at when it was killed. */
function stage({ host, app, journal }: Machine, isDone: boolean): string {
  const isLocked = existsSync(join(host.path, "lib/data/git", app, "deploy.lock"));
  return isDone ? "tidying up" : (journal().phase ?? (isLocked ? "building" : "receiving"));
}

t.test("every moment of a push is one in which all of it may be killed", async (t) => {
  const m = await machine(t);
  const takes = await measured(m);
  const found = await beginning(m);
  const stages: Record<string, number> = {};
  const points = pointsOf(takes);
  for (let n = 0; n < points.length; n++) {
    const point = points[n] ?? { from: "start", at: 0 };
    const [killed, next] = [`killed-${n}`, `next-${n}`];
    await t.test(`${n + 1}: ${Math.round(point.at)} ms after its ${point.from}`, async (t) => {
      const pushing = m.push(killed, killed);
      await moment(m, point, pushing);
      const count = killAll(killed);
      const { code } = await pushing.done;
      const at = stage(m, code === 0);
      stages[at] = (stages[at] ?? 0) + 1;
      t.comment(`${at}, ${count} processes`);
      if (n % 2) {
        t.match(m.dokku("ps:restore", m.app), { code: 0 });
        t.equal(releasesServing(m).length, 1, "ps:restore leaves web and worker of one release");
      }
      await nextPush(t, m, found, killed, next);
    });
    // A switch that was over sooner than the one measured does not count as one.
    if (n === points.length - 1 && (stages.switching ?? 0) < SWITCHING && n < 2 * POINTS)
      points.push({ from: "switch", at: ((n * STRIDE) % 1) * 0.8 * takes.switch });
  }
  t.ok((stages.switching ?? 0) >= SWITCHING, `${SWITCHING} of them were inside the switch`);
  const steps = docker("images", "--quiet", "--filter=dangling=true").split("\n").filter(Boolean);
  report({
    what: "kill -9 of all that a push started",
    times: points.length,
    ...lineOf(found),
    more: { ...stages, ...moreOf(found), "steps in Docker's build cache": steps.length },
  });
});
