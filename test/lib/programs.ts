import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Test } from "tap";
import { checkout } from "./root.ts";

/** One call of a program of Dokku's package: its words, what it prints, how it ends, the files it leaves. */
export interface Call {
  readonly words: string | readonly string[];
  readonly out?: string | RegExp;
  readonly err?: RegExp;
  readonly code?: number;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Contents by name; undefined is one that must not be there. */
  readonly leaves?: Readonly<Record<string, string | undefined>>;
}

/** Runs each call in a fresh folder with these files, by the name that plugins find on PATH. */
export function programCalls(t: Test, name: string, files: Readonly<Record<string, string>>, calls: readonly Call[]): void {
  for (const { words, out = "", err = /^$/, code = 0, input = "", env = {}, leaves = {} } of calls) {
    const folder = t.testdir(files);
    const args = typeof words === "string" ? words.split(" ").filter(Boolean) : [...words];
    const all = { PATH: process.env.PATH, HOME: folder, ...env };
    const ended = spawnSync(join(checkout, "hooks", name), args, { cwd: folder, input, encoding: "utf8", env: all });
    const what = `${name} ${args.join(" ")}`;
    t.equal(ended.status, code, `${what}: exit code (${ended.stderr})`);
    if (typeof out === "string") t.equal(ended.stdout, out, `${what}: stdout`);
    else t.match(ended.stdout, out, `${what}: stdout`);
    t.match(ended.stderr, err, `${what}: stderr`);
    for (const [file, text] of Object.entries(leaves)) t.equal(contents(join(folder, file)), text, `${what}: ${file}`);
  }
}

function contents(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
