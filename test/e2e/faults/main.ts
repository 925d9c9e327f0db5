/** `scripts/test --faults [case...]`: runs the cases at their full length, and prints what came of them as the table of docs/reliability.md. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../../lib/root.ts";
import type { Line } from "./report.ts";

const CASES = {
  push: "push.test.ts",
  engine: "engine.faults.ts",
  host: "host.faults.ts",
  disk: "disk.faults.ts",
  load: "load.faults.ts",
  apps: "apps.faults.ts",
} as const;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in CASES));
if (unknown.length) {
  process.stderr.write(` !     no such case: ${unknown.join(", ")}; there are: ${Object.keys(CASES).join(", ")}\n`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "hokku-table-"));
const file = join(folder, "lines");
const files = Object.entries(CASES).flatMap(([name, file]) =>
  !wanted.length || wanted.includes(name) ? join(import.meta.dirname, file) : [],
);
const env = { ...process.env, HOKKU_FAULTS_TABLE: file, HOKKU_FAULT_POINTS: process.env.HOKKU_FAULT_POINTS || "200" };
const before = loadavg()[0];
const { status } = spawnSync(process.execPath, [join(checkout, "test/run.ts"), ...files], { stdio: "inherit", env });
const lines: Line[] = (existsSync(file) ? readFileSync(file, "utf8") : "")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));
rmSync(folder, { recursive: true });
const load = [before, ...loadavg().reverse()].map((value = 0) => Math.round(value)).join(", ");
const node = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}; load when it began, and of the last 15, 5 and 1 minutes: ${load}`;
process.stdout.write(
  `\n\`${["scripts/test --faults", ...wanted].join(" ")}\`; ${node}\n\n| what | times | requests | failed | more |\n`,
);
process.stdout.write("| --- | --- | --- | --- | --- |\n");
for (const { what, times, requests, failed, more } of lines) {
  const rest = Object.entries(more).map(([name, value]) => `${name}: ${value}`);
  process.stdout.write(`| ${[what, times, requests, failed, rest.join("; ")].join(" | ")} |\n`);
}
process.exit(status ?? 1);
