/** Walks pages: `walk.ts PAGE` does what its `sh` blocks say, in order, where their reader stands, and reports each as TAP. */
import { readFileSync } from "node:fs";
import t, { type Test } from "tap";
import { type Machines, machines } from "./machines.ts";
import { masked, shows, urlsIn } from "./output.ts";
import { type Page, pageOf, type Step } from "./page.ts";

const RELEASES = { bookworm: "Debian 12", trixie: "Debian 13" };

t.setTimeout(0);
const [file = ""] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const page = pageOf(text);
if (page.none) t.equal(page.steps.length, 0, `nothing to walk: ${page.none}`);
else if (page.steps.some(({ place }) => place.name === "fresh-server"))
  for (const [suite, name] of Object.entries(RELEASES)) await t.test(name, (t) => walk(t, page, suite));
else await walk(t, page, "bookworm");

async function walk(t: Test, page: Page, suite: string): Promise<void> {
  const at = await machines(t, page, text, suite);
  for (const step of page.steps) {
    const [first = ""] = step.script.split("\n");
    await t.test(`${file}:${step.line} ${step.hidden ? "(before) " : ""}${first}`, { skip: step.skip ?? false }, (t) =>
      take(t, at, step),
    );
  }
}

async function take(t: Test, at: Machines, step: Step): Promise<void> {
  const { printed, trouble } = await (await at.terminal(step.place)).paste(step.script);
  const seen = { trouble, printed: masked(printed), source: "", stack: "", at: null };
  if (step.fails) t.ok(trouble, "it fails, as the page says", seen);
  else t.notOk(trouble, "every command succeeds", seen);
  if (step.output !== undefined)
    t.ok(shows(step.output, printed), "what it prints is what the page shows", { ...seen, shown: masked(step.output) });
  if (step.unanswered || step.hidden) return;
  for (const url of urlsIn(printed)) t.match(await at.ask(step.place, url), /^(2..|3..|401)$/, `${url} answers`);
}
