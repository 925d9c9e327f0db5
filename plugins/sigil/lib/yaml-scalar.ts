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

const float = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d[\d_]*)?$/;

/** What an unquoted YAML 1.1 word stands for: a number, a truth, nothing, or itself. */
export function scalarOf(word: string): Value {
  const known = words.get(word);
  if (known !== undefined) return known;
  const digits = word.replaceAll("_", "").replace(/^\+/, "");
  if (/^-?(?:0|[1-9]\d*)$/.test(digits) && /^[-+]?\d/.test(word)) return sized(digits);
  if (/^-?0[0-7]+$/.test(digits)) return sized(digits.replace(/^(-?)0/, "$10o"));
  if (/^-?0(?:[xX][\da-fA-F]+|[bB][01]+|o[0-7]+)$/.test(digits)) return sized(digits);
  return float.test(word) && Number.isFinite(Number(digits)) ? Number(digits) : word;
}

function sized(digits: string): Value {
  const value = digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits);
  return BigInt.asIntN(64, value) === value ? value : Number(value);
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
