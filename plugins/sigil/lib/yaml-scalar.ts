import { Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";

const words = new Map<string, Value>([
  ["", null],
  ["~", null],
  [".nan", Number.NaN],
  [".NaN", Number.NaN],
  [".NAN", Number.NaN],
]);
for (const word of ["null"]) for (const form of forms(word)) words.set(form, null);
for (const word of ["y", "yes", "true", "on"]) for (const form of forms(word)) words.set(form, true);
for (const word of ["n", "no", "false", "off"]) for (const form of forms(word)) words.set(form, false);
for (const word of [".inf", ".Inf", ".INF"]) {
  words.set(word, Number.POSITIVE_INFINITY).set(`+${word}`, Number.POSITIVE_INFINITY).set(`-${word}`, -Infinity);
}

const float = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d+)?$/;

/** What an unquoted YAML 1.1 word stands for: a number, a truth, nothing, or itself. */
export function scalarOf(word: string): Value {
  const known = words.get(word);
  if (known !== undefined) return known;
  const digits = word.replaceAll("_", "").replace(/^\+/, "");
  if (/^-?(?:0|[1-9]\d*)$/.test(digits) && /^[-+]?\d/.test(word)) return sized(digits);
  if (/^-?0[0-7]+$/.test(digits)) return sized(digits.replace(/^(-?)0/, "$10o"));
  if (/^-?0(?:x[\da-fA-F]+|b[01]+|o[0-7]+)$/.test(digits)) return sized(digits);
  return float.test(word) ? Number(digits) : word;
}

function sized(digits: string): Value {
  const value = digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits);
  return BigInt.asIntN(64, value) === value ? value : Number(value);
}

const escapes: Readonly<Record<string, string>> = {
  0: "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\xc2\x85",
  _: "\xc2\xa0",
  L: "\xe2\x80\xa8",
  P: "\xe2\x80\xa9",
};

/** A quoted scalar with its quotes, line breaks folded. */
export function unquoted(text: string): string {
  const folded = text.slice(1, -1).replace(/(?<![ \t])(\\?)[ \t]*\n([ \t]*\n)*[ \t]*/g, fold);
  if (text.startsWith("'")) return folded.replaceAll("''", "'");
  return folded.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g, (all, x, u, long, letter) => {
    const code = x ?? u ?? long;
    if (code !== undefined) return Buffer.from(String.fromCodePoint(Number.parseInt(code, 16))).toString("latin1");
    const plain = escapes[letter];
    if (plain === undefined) throw new Trouble(`yaml: unknown escape ${all}`);
    return plain;
  });
}

/** One line break is a space, each further one stays; a backslash before it leaves nothing. */
export function fold(all: string, backslash = ""): string {
  const breaks = all.split("\n").length - 1;
  return breaks > 1 ? "\n".repeat(breaks - 1) : backslash ? "" : " ";
}

/** A loop and not a pattern: `/\n*$/` takes quadratic time on long runs in the middle. */
export function withoutLineFeeds(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end--;
  return text.slice(0, end);
}

function forms(word: string): string[] {
  return [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)];
}
