import { asText, toBytes, toText } from "./bytes.ts";
import { asString, onAny, type TemplateFunction } from "./function.ts";
import { matches } from "./glob.ts";
import { Trouble } from "./trouble.ts";
import { isTrue, stringOf } from "./value.ts";

/** Sigil's functions on strings; the string comes last, so that they stand in pipelines. */
export const textFunctions: Readonly<Record<string, TemplateFunction>> = {
  default: onAny(2, (fallback = null, value = null) => (isTrue(value) ? value : fallback)),
  capitalize: onAny(1, (value = null) => asText(stringOf(value, "capitalize"), capitalized)),
  lower: onAny(1, (value = null) => asText(stringOf(value, "lower"), (text) => eachLetter(text, "toLowerCase"))),
  upper: onAny(1, (value = null) => asText(stringOf(value, "upper"), (text) => eachLetter(text, "toUpperCase"))),
  replace: {
    takes: ["string", "string", "any"],
    call: (old, by, value = null) => replaced(asString(old), asString(by), stringOf(value, "replace")),
  },
  trim: onAny(1, (value = null) => trimmed(stringOf(value, "trim"))),
  indent: {
    takes: ["string", "any"],
    call: (indent, value = null) => indented(asString(indent), stringOf(value, "indent")),
  },
  match: {
    takes: ["string", "any"],
    call: (pattern, value = null) => matches(toText(asString(pattern)), toText(stringOf(value, "match"))),
  },
  substr: {
    takes: ["string", "any"],
    call: (range, value = null) => substring(asString(range), stringOf(value, "substr")),
  },
};

/** Letter by letter, so that a word keeps its length: Go leaves `ß` alone where JavaScript writes `SS`. */
function eachLetter(text: string, change: "toUpperCase" | "toLowerCase"): string {
  return Array.from(text, (char) => {
    const [changed = char, ...more] = char[change]();
    return more.length === 0 || change === "toLowerCase" ? changed : char;
  }).join("");
}

function capitalized(text: string): string {
  const words = /(^|[[\p{ASCII}\p{White_Space}]--\w])(\p{L})/gv;
  return text.replace(words, (_all, before: string, letter: string) => before + eachLetter(letter, "toUpperCase"));
}

function replaced(old: string, by: string, text: string): string {
  if (old === "") return [...[...toText(text)].map((char) => by + toBytes(char)), by].join("");
  return text.replaceAll(old, () => by);
}

/** Spaces and line feeds, and no other white space. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && " \n".includes(text.charAt(start))) start++;
  while (end > start && " \n".includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** All lines but the first and the empty ones. */
function indented(indent: string, text: string): string {
  return text.replace(/\n(?=[^\n])/g, () => `\n${indent}`);
}

function substring(range: string, text: string): string {
  const [from = "", to] = range.split(":");
  if (to === undefined || !/^[+-]?\d+$/.test(to)) throw new Trouble("substr needs slice expression as 'start:end'");
  const start = /^[+-]?\d+$/.test(from) ? Number(from) : 0;
  const end = Number(to);
  if (start < 0 || start > end || end > text.length)
    throw new Trouble(`substr: ${range} is outside of a string of ${text.length} bytes`);
  return text.slice(start, end);
}
