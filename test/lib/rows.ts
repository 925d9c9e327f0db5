import type { Test } from "tap";
import { checkout, type Root, ran } from "./root.ts";

/** One call of `dokku` and what has to come of it. Rows follow one another in the same root. */
export interface Row {
  /** Words, divided by spaces, or as a list where a word has one in it. */
  readonly words: string | readonly string[];
  /** Exit code, 0 where none is said. */
  readonly code?: number;
  /** stdout, exactly as a string, or like a pattern. */
  readonly out?: string | RegExp;
  readonly err?: RegExp;
  readonly input?: string;
  readonly env?: Record<string, string>;
}

/** Runs rows one after another. A row that says nothing of stderr has to be silent there when it succeeds. */
export function rows(t: Test, { dokku }: Root, table: readonly Row[]): void {
  for (const { words, code = 0, out, err, input, env } of table) {
    const list = typeof words === "string" ? words.split(" ") : words;
    const name = list.join(" ");
    const found = dokku(list, { ...(input !== undefined && { input }), ...(env && { env }) });
    t.equal(found.code, code, `${name}: ends with ${code}${found.code === code ? "" : `, said ${found.err}${found.out}`}`);
    if (typeof out === "string") t.equal(found.out, out, `${name}: stdout`);
    else if (out) t.match(found.out, out, `${name}: stdout`);
    if (err) t.match(found.err, err, `${name}: stderr`);
    else if (code === 0) t.equal(found.err, "", `${name}: nothing on stderr`);
    else t.not(found.err, "", `${name}: says why`);
  }
}

/** Fires a trigger as bash does and answers what its hooks print. */
export function fire({ env }: Root, ...words: string[]): { code: number; out: string; err: string } {
  return ran(`${checkout}/hooks/plugn`, ["trigger", ...words], { env: { ...env } });
}

/** Passes text through a trigger's hooks as plugins of 2013 do. */
export function pass({ env }: Root, input: string, ...words: string[]): string {
  return ran(`${checkout}/hooks/pluginhook`, words, { env: { ...env }, input }).out;
}
