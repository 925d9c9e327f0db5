import { stripVTControlCharacters } from "node:util";

/** What differs from run to run: addresses, times, durations, digests. Both what is shown and what was printed are masked. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/^.*\r(?!$)/gm, ""],
  [/[ \t\r]+$/gm, ""],
  [/SHA256:[A-Za-z0-9+/]{43}/g, "<fingerprint>"],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| ?[+-]\d\d:?\d\d)?/g, "<time>"],
  [/\b\w{3} +\d{1,2} \d\d:\d\d:\d\d\b/g, "<time>"],
  [/\b\d\d:\d\d:\d\d\b/g, "<time>"],
  [/\b\d{4}-\d\d-\d\d\b/g, "<day>"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "<address>"],
  [/(<address>|\.test|localhost):\d{4,5}\b/g, "$1:<port>"],
  [/\b\d+(?:\.\d+)? ?(?:ms|s|seconds?|minutes?|hours?)\b/g, "<duration>"],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{7,64}\b/g, "<id>"],
  [/\b(?=[0-9a-z]*\d)[0-9a-z]{14}\b/g, "<build>"],
  [/\b(running|succeeded|failed|canceled|abandoned) +\d+ +/g, "$1 <pid> "],
  [/\bPID +/g, "PID "],
];

export const masked = (text: string): string =>
  MASKS.reduce((left, [what, by]) => left.replace(what, by), stripVTControlCharacters(text)).trim();

/** Whether a page shows what was printed; a line `...` stands for any lines, or for none. */
export function shows(output: string, printed: string): boolean {
  const lines = masked(output).split("\n");
  const pattern = lines.map((line) => (line.trim() === "..." ? "(?:.*\n)*" : `${RegExp.escape(line)}\n`)).join("");
  return new RegExp(`^${pattern}$`).test(`${masked(printed)}\n`);
}

/** The web addresses in what was printed, once each. */
export function urlsIn(printed: string): string[] {
  const found = stripVTControlCharacters(printed).match(/\bhttps?:\/\/[^\s"'<>)]+/g) ?? [];
  return [...new Set(found.map((url) => url.replace(/[.,;:]+$/, "")))];
}
