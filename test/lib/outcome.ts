import { spawn } from "node:child_process";
import { join } from "node:path";
import { Parser } from "tap-parser";
import { PATIENCE_FOR_ALL } from "./patience.ts";

/** How a test file ended: a count of the assertions that passed, and a text for each that failed or was skipped. */
export interface Outcome {
  readonly file: string;
  readonly passed: number;
  readonly failures: readonly string[];
  readonly skipped: readonly string[];
  readonly seconds: number;
}

/** Runs a file in a process of its own that prints TAP: a bats suite, a program, or a page of the documentation, which is walked. */
export function outcomeOf(file: string): Promise<Outcome> {
  const began = Date.now();
  const [program, ...args] = commandFor(file);
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TAP: "1", TAP_TIMEOUT: String(PATIENCE_FOR_ALL / 1000) },
    timeout: PATIENCE_FOR_ALL,
  });
  const seen: Seen = { passed: 0, failures: [], skipped: [] };
  const said: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => void said.push(chunk.toString()));
  const parser = new Parser();
  listen(parser, "", seen);
  child.stdout.pipe(parser);
  return new Promise((resolve) => {
    const finish = (problem?: string) => {
      if (problem) seen.failures.push(`${problem}\n${said.join("").slice(-4000)}`);
      resolve({ file, ...seen, failures: seen.failures.map(shortened), seconds: (Date.now() - began) / 1000 });
    };
    child.on("error", (error) => finish(`${program} cannot be run: ${error.message}`));
    child.on("close", (code, signal) => {
      if (seen.failures.length) return finish();
      if (code !== 0) return finish(`ended with ${signal ?? `exit code ${code}`}`);
      finish(seen.passed + seen.skipped.length === 0 ? "ran no test" : undefined);
    });
  });
}

/** Of a long text its beginning and its end, where the reason stands. */
function shortened(text: string): string {
  const lines = text.split("\n");
  return lines.length > 60 ? [...lines.slice(0, 25), `[${lines.length - 60} lines]`, ...lines.slice(-35)].join("\n") : text;
}

function commandFor(file: string): readonly [string, ...string[]] {
  if (file.endsWith(".bats")) return ["bats", "--formatter", "tap", file];
  if (file.endsWith(".md")) return [process.execPath, join(import.meta.dirname, "../walks/walk.ts"), file];
  return [process.execPath, file];
}

interface Seen {
  passed: number;
  readonly failures: string[];
  readonly skipped: string[];
}

/** Counts the assertions at the leaves; a subtest's own line only sums up what was counted already. */
function listen(parser: Parser, path: string, seen: Seen): void {
  let subtests = 0;
  let last = "passed";
  parser.on("child", (child) => {
    subtests++;
    listen(child, `${path}${child.name} > `, seen);
  });
  parser.on("assert", ({ ok, name, diag, skip, todo }) => {
    last = ok ? "passed" : "failed";
    if (subtests > 0) subtests--;
    else if (skip || todo) seen.skipped.push(`${path}${name}: ${skip || todo}`);
    else if (ok) seen.passed++;
    else
      seen.failures.push(
        `${path}${name}\n${diag ? JSON.stringify(diag, null, 2).slice(0, 6000).replaceAll("\\n", "\n    ") : ""}`,
      );
  });
  // What follows a failure is what bats tells of it: where it was, and what the test printed.
  parser.on("comment", (comment) => {
    if (last === "failed") seen.failures.push(`${seen.failures.pop() ?? ""}${comment.trim()}\n`.slice(0, 6000));
  });
}
