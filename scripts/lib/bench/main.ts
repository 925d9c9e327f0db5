import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { commands, scale } from "./commands.ts";
import { firstRun } from "./first-run.ts";
import type { Figure } from "./measure.ts";
import { page, table } from "./page.ts";
import { peer } from "./peer.ts";
import { deletion, push } from "./push.ts";
import { performancePage, sections } from "./sections.ts";
import { service } from "./service.ts";
import { ssh } from "./ssh.ts";
import { triggers } from "./triggers.ts";
import { vhosts } from "./vhosts.ts";

const cases: Record<string, () => Figure[] | Promise<Figure[]>> = {
  commands,
  scale,
  triggers,
  deletion,
  push,
  service,
  ssh,
  vhosts,
};
const USAGE = `Usage: scripts/bench [--json FILE] [--first-run] [--peer ADDRESS] [CASE...]

Measures Hokku against doing the same by hand, in the same run. Without a case, all of them, and docs/performance.md is written.

    --json FILE    write the figures there, too
    --first-run    measure scripts/quickstart on bare machines instead
    --peer ADDRESS measure the same work on a Dokku host instead, dokku@... as ssh takes it, in turns with a host of ours

Cases: ${Object.keys(cases).join(", ")}
`;
const { values, positionals } = asked();
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
if (values["first-run"]) process.exit(firstRun());
if (values.peer) process.exit(await peer(values.peer));
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
if (!positionals.length) writeFileSync(performancePage, `${page(figures)}\n${sections()}`);
process.exit(figures.every(({ ok }) => ok) ? 0 : 1);

function asked() {
  const options = {
    json: { type: "string" },
    "first-run": { type: "boolean" },
    peer: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    process.stderr.write(` !     ${error instanceof Error ? error.message.replace(/\. .*/s, "") : error}\n\n${USAGE}`);
    return process.exit(2);
  }
}
