/**
 * Runs test files (tap and bats) and walks pages of the documentation, and reports them as one: `node test/run.ts [--quick] [file or folder...]`.
 * Quick is what needs no Docker and is no file with a line `// slow: why` (`# slow: why` in bats) among its first. Ends with a line
 * `N passed, N failed, N skipped`; exit code 1 where anything failed.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { globSync } from "glob";
import { type Outcome, outcomeOf } from "./lib/outcome.ts";
import { isSlow } from "./lib/slow.ts";

const { values, positionals: wanted } = parseArgs({ allowPositionals: true, options: { quick: { type: "boolean" } } });
const found = (wanted.length ? wanted : ["test", "README.md", "docs"]).flatMap(filesOf).sort();
const files = values.quick ? found.filter((file) => !isHeavy(file) && !isPage(file) && !isSlow(file)) : found;
const began = Date.now();
const running = new Set<string>();
const outcomes: Outcome[] = [];

/** These start containers and daemons, and get the machine for themselves. */
function isHeavy(file: string): boolean {
  return file.includes("/e2e/");
}

/** These are walked on machines of their own, and wait for those most of the time. */
function isPage(file: string): boolean {
  return file.endsWith(".md");
}

// Each throw-away root would have a compile cache of its own, which costs more than most commands: all of a run share one.
const cache = process.env.NODE_COMPILE_CACHE ? undefined : mkdtempSync(join(tmpdir(), "hokku-cache-"));
if (cache) process.env.NODE_COMPILE_CACHE = cache;
process.on("exit", () => cache && rmSync(cache, { recursive: true, force: true }));

const signOfLife = setInterval(() => report("....", [...running].join(" ")), 60_000);
await inTurns((file) => !isHeavy(file) && !isPage(file), 3);
await inTurns(isPage, 2);
await inTurns(isHeavy, 1);
clearInterval(signOfLife);
summary();

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = /^(.*\/)?docs\b/.test(path) ? ["*.md"] : ["*.test.ts", "*.bats"];
  return globSync(
    names.map((name) => `${path}/**/${name}`),
    { posix: true },
  );
}

async function inTurns(which: (file: string) => boolean, lanes: number): Promise<void> {
  const left = files.filter(which);
  const lane = async () => {
    for (let file = left.shift(); file; file = left.shift()) {
      running.add(file);
      const outcome = await outcomeOf(file);
      running.delete(file);
      outcomes.push(outcome);
      const { passed, failures, skipped, seconds } = outcome;
      const counts = `${passed} passed, ${failures.length} failed, ${skipped.length} skipped`;
      report(failures.length ? "FAIL" : " ok ", `${file} (${counts}, ${seconds.toFixed(1)} s)`);
      for (const text of skipped) process.stdout.write(`skip ${text}\n`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A line with how many files are done, and since when they run. */
function report(word: string, text: string): void {
  const seconds = Math.round((Date.now() - began) / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  process.stdout.write(`${word} [${outcomes.length} of ${files.length}, ${clock}] ${text}\n`);
}

function summary(): void {
  for (const { file, failures } of outcomes.filter(({ failures: { length } }) => length))
    process.stdout.write(`\n${file}\n${failures.join("\n").replace(/^/gm, "  ")}\n`);
  // Once more, by name: of a long report often only the end is kept.
  const names = outcomes.flatMap(({ file, failures }) => failures.map((text) => `${file}: ${text.split("\n", 1)[0]}`));
  if (names.length) process.stdout.write(`\nFailed:\n${names.slice(0, 50).join("\n")}\n`);
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const failed = sum(({ failures }) => failures.length);
  const passed = sum((outcome) => outcome.passed);
  if (values.quick) process.stdout.write(`\nLeft out ${found.length - files.length} files that need Docker or take long\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${sum(({ skipped }) => skipped.length)} skipped\n`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
