import type { Test } from "tap";
import { until } from "../../lib/patience.ts";
import type { Counts } from "./client.ts";
import { marked } from "./kill.ts";
import { differences, holdings } from "./left.ts";
import { add, type Machine, none, releasesServing, sum } from "./machine.ts";

/** What has come of all faults so far. */
export interface Found {
  /** What the host held before the first. */
  readonly before: readonly string[];
  /** What is there for a reason that is not Hokku's. */
  readonly excused: readonly string[];
  /** How long a push takes that nobody disturbs, in ms. */
  readonly took: number;
  readonly asked: Counts;
  failed: number;
  refused: number;
  left: number;
  /** The page that was served last. */
  live: string;
}

/** Pushes until the host holds what it holds after any push. */
export async function beginning(m: Machine, excused: readonly string[] = []): Promise<Found> {
  await m.push("second").done;
  const { took, code, err } = await m.push("whole", "whole").done;
  if (code) throw new Error(err);
  await until(() => !marked("whole").length);
  const before = holdings(m);
  await m.take();
  return { before, excused, took, asked: none(), failed: 0, refused: 0, left: 0, live: "whole" };
}

/** After a fault in the push of the page `fault`: the next one works, no request has failed, and nothing is left behind. */
export async function nextPush(t: Test, m: Machine, found: Found, fault: string, next: string): Promise<void> {
  const pushed = await m.push(next, next).done;
  t.equal(pushed.code, 0, `the next push works: ${pushed.err}`);
  if (pushed.code) found.refused++;
  const counts = await m.take();
  const strange = strangers(counts, [found.live, fault, next]);
  t.strictSame([counts.failures, strange], [{}, []], "each request was answered, by the release before or the one to be");
  found.failed += sum(counts.failures) + sum(strange.map((page) => counts.pages[page] ?? 0));
  const after = await m.takeAfter(20);
  t.strictSame(Object.keys(after.pages), [next], "from now on by the newest");
  for (const some of [counts, after]) add(found.asked, some);
  found.live = next;
  await until(() => m.dokku("ps:retire", m.app).code === 0);
  t.equal(releasesServing(m).length, 1, "web and worker are of one release");
  const left = await leftBehind(m, found, next);
  t.strictSame(left, [], "nothing is left behind");
  found.left += left.length;
}

/** Pages that were served, and are none of these. */
export const strangers = ({ pages }: Counts, known: readonly string[]): string[] =>
  Object.keys(pages).filter((page) => !known.includes(page));

/** What a host holds that it did not before, or lacks, once nothing is missing or all that carries a mark has ended: that tidies up to its end. */
async function leftBehind(m: Machine, { before, excused }: Found, mark: string): Promise<string[]> {
  let left: string[] = [];
  await until(() => {
    const isOver = !marked(mark).length; // asked first: what it does after that is seen
    left = differences(before, holdings(m)).filter((line) => !excused.includes(line));
    return isOver || !left.length;
  });
  return left;
}

/** The part of a line of the table that all faults have. */
export const lineOf = (found: Found) => ({
  requests: sum(found.asked.pages) + sum(found.asked.failures),
  failed: found.failed,
});

/** The same of what is more to be said. */
export const moreOf = ({ refused, left }: Found) => ({ "next pushes refused": refused, "left behind": left });
