/**
 * Runs test files, TypeScript (tap) and bash (bats) alike, and reports them as one: `node test/run.ts [file or folder...]`.
 * Each file is its own process that prints TAP. Ends with a line `N passed, N failed`; exit code 1 where anything failed.
 */
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { globSync } from "glob";
import { Parser } from "tap-parser";

const MINUTES_PER_FILE = 20;

interface Outcome {
  readonly file: string;
  readonly passed: number;
  readonly failures: readonly string[];
  readonly seconds: number;
}

const wanted = process.argv.slice(2);
const files = (wanted.length ? wanted : ["test"]).flatMap(filesOf).sort();
const outcomes = [
  ...(await inTurns(
    files.filter((file) => !file.includes("/e2e/")),
    2,
  )),
  ...(await inTurns(
    files.filter((file) => file.includes("/e2e/")),
    1,
  )),
];
for (const { file, failures } of outcomes.filter(({ failures: { length } }) => length)) {
  process.stdout.write(`\n${file}\n${failures.join("\n").replace(/^/gm, "  ")}\n`);
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failures.length, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function filesOf(path: string): string[] {
  return statSync(path).isDirectory() ? globSync([`${path}/**/*.test.ts`, `${path}/**/*.bats`], { posix: true }) : [path];
}

async function inTurns(queue: string[], lanes: number): Promise<Outcome[]> {
  const done: Outcome[] = [];
  const left = [...queue];
  const lane = async () => {
    for (let file = left.shift(); file; file = left.shift()) {
      const outcome = await runFile(file);
      const { length } = outcome.failures;
      process.stdout.write(
        `${length ? "FAIL" : " ok "} ${file} (${outcome.passed} passed, ${length} failed, ${outcome.seconds.toFixed(1)} s)\n`,
      );
      done.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

function runFile(file: string): Promise<Outcome> {
  const began = Date.now();
  const [program, args] = file.endsWith(".bats") ? ["bats", ["--formatter", "tap", file]] : [process.execPath, [file]];
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TAP: "1" },
    timeout: MINUTES_PER_FILE * 60_000,
  });
  const seen = { passed: 0, failures: [] as string[] };
  const said: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => void said.push(chunk.toString()));
  const parser = new Parser();
  listen(parser, "", seen);
  child.stdout.pipe(parser);
  return new Promise((resolve) => {
    const finish = (problem?: string) => {
      if (problem) seen.failures.push(`${problem}\n${said.join("").slice(-4000)}`);
      resolve({ file, ...seen, seconds: (Date.now() - began) / 1000 });
    };
    child.on("error", (error) => finish(`${program} cannot be run: ${error.message}`));
    child.on("close", (code, signal) => {
      if (seen.failures.length) return finish();
      if (code !== 0) return finish(`ended with ${signal ?? `exit code ${code}`}`);
      finish(seen.passed === 0 ? "ran no test" : undefined);
    });
  });
}

/** Counts the assertions at the leaves; a subtest's own line only sums up what was counted already. */
function listen(parser: Parser, path: string, seen: { passed: number; failures: string[] }): void {
  let subtests = 0;
  parser.on("child", (child) => {
    subtests++;
    listen(child, `${path}${child.name} > `, seen);
  });
  parser.on("assert", ({ ok, name, diag, skip, todo }) => {
    if (subtests > 0) subtests--;
    else if (ok && !skip && !todo) seen.passed++;
    else if (!ok && !todo) seen.failures.push(`${path}${name}\n${diag ? JSON.stringify(diag, null, 2).slice(0, 4000) : ""}`);
    else if (skip) process.stdout.write(`skip ${path}${name}: ${skip}\n`);
  });
  parser.on("comment", (comment) => {
    if (/^#\s+(\(in test|`|.*failed)/.test(comment) && seen.failures.length)
      seen.failures.push(`${seen.failures.pop() ?? ""}${comment.trim()}\n`);
  });
}
