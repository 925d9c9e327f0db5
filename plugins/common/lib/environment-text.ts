import { Exit } from "../../../core/execute.ts";
import { trouble } from "./talk.ts";

/** What the key of a variable may look like. */
export const KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

const OURS = /export ([A-Za-z_][A-Za-z0-9_]*)='([^']*)'\n/y;
const NOTHING = /[ \t\r]*(?:#[^\n]*)?(?:\n|$)/y;
const BEGINNING = /[ \t]*(?:export[ \t]+)?([^\s=]+)=/y;
const PIECE = /'[^']*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|\\[\s\S]|[^\s'"\\]+/y;
const LINE = /[^\n]*/y;

/**
 * Reads variables as any era wrote them: `export KEY='value'` with `'\''` inside, `KEY="value"` with backslashes (`\n` is a
 * newline), `KEY=value` up to the end of its line. Values may go over many lines within quotes; nothing is expanded.
 * A line that is no assignment is a warning naming the file; a quote that never closes is refused, lest a rewrite lose something.
 */
export function parseEnvironment(text: string, file: string): Map<string, string> {
  const variables = new Map<string, string>();
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  // As we write it, but for quotes within: one pattern has to be compiled for that, which is felt in `config:get`, instead of five.
  for (let found = next(OURS); found; found = next(OURS)) variables.set(found[1] ?? "", found[2] ?? "");
  while (at < text.length) {
    if (next(NOTHING)) continue;
    const [, key = ""] = next(BEGINNING) ?? [];
    const value = !key || !/['"]/.test(text[at] ?? "") ? plain(next(LINE)?.[0] ?? "") : quoted(next, () => text[at], key, file);
    if (KEY.test(key)) variables.set(key, value);
    else trouble(`${file}: a line without KEY=value was skipped${key && ` (${JSON.stringify(key)})`}`);
    if (text[at] === "\n") at++;
    else next(LINE);
  }
  return variables;
}

function plain(rest: string): string {
  return rest.replace(/(^|\s)#.*/, "").trim();
}

function quoted(next: (pattern: RegExp) => RegExpExecArray | null, now: () => string | undefined, key: string, file: string) {
  let value = "";
  for (let piece = next(PIECE)?.[0]; piece; piece = next(PIECE)?.[0]) value += unquoted(piece);
  if (/['"]/.test(now() ?? "")) throw new Exit(1, `${file}: the quote after ${key}= never closes; repair the file by hand`);
  return value;
}

function unquoted(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, -1);
  if (piece.startsWith("\\")) return piece.slice(1);
  if (!piece.startsWith('"')) return piece;
  return piece.slice(1, -1).replace(/\\([\s\S])/g, (_, c: string) => (c === "n" ? "\n" : c === "r" ? "\r" : c));
}

/** A value in single quotes, as a shell reads it. */
export const quote = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
