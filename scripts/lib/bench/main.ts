import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { commands, scale } from "./commands.ts";
import { firstRun, firstRunSection } from "./first-run.ts";
import type { Figure } from "./measure.ts";
import { page, table } from "./page.ts";
import { deletion, push } from "./push.ts";
import { ssh } from "./ssh.ts";
import { triggers } from "./triggers.ts";
import { vhosts } from "./vhosts.ts";

const cases: Record<string, () => Figure[] | Promise<Figure[]>> = { commands, scale, triggers, deletion, push, ssh, vhosts };
const options = { json: { type: "string" }, "first-run": { type: "boolean" } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
if (values["first-run"]) process.exit(firstRun());
const unknown = positionals.filter((name) => !(name in cases));
if (unknown.length) {
  process.stderr.write(` !     no such case: ${unknown.join(", ")}; there are: ${Object.keys(cases).join(", ")}\n`);
  process.exit(2);
}
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(cases)) {
  if (positionals.length && !positionals.includes(name)) continue;
  process.stderr.write(`-----> Measuring ${name}\n`);
  figures.push(...(await measure()));
}
process.stdout.write(table(figures));
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
if (!positionals.length)
  writeFileSync(new URL("../../../docs/performance.md", import.meta.url), page(figures) + firstRunSection());
process.exit(figures.every(({ ok }) => ok) ? 0 : 1);
