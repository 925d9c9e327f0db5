import type { Io } from "../../../core/execute.ts";

/** Whether what is written to stdout is read by a person on a terminal. */
export const isTerminal = ({ stdout }: Pick<Io, "stdout">): boolean =>
  stdout === "inherit" && process.getBuiltinModule("node:tty").isatty(1);

/** Whether colour may be used: on a terminal that has it, unless NO_COLOR (no-color.org) or TERM=dumb says otherwise. */
export const mayColour = (io: Pick<Io, "env" | "stdout">): boolean =>
  isTerminal(io) && !io.env.NO_COLOR && io.env.TERM !== "dumb";

/** Columns of the terminal, at least 20, or what COLUMNS says instead, as `git help` takes it; a pipe has no end. */
export function width(io: Io): number {
  const said = io.stdout === "inherit" ? Number(io.env.COLUMNS) : 0;
  if (said || isTerminal(io)) return Math.max(20, said || process.stdout.columns || 80);
  return Number.POSITIVE_INFINITY;
}

/** Breaks text between words into lines of at most that many columns; a word that is longer stays whole. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ +/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

type Rows = readonly (readonly [left: string, right: string])[];

/** How wide the left column of such names is: as the longest one, up to 46 columns. */
export const leftColumn = (names: readonly string[]): number => Math.min(46, Math.max(0, ...names.map((name) => name.length)));

/** Rows of two columns, `    left  right`: side by side where there is room, else the right one below. */
export function twoColumns(rows: Rows, columns: number, left = leftColumn(rows.map(([name]) => name))): string {
  const room = columns - left - 6;
  return rows.map(([name, text]) => (room < 24 ? below(name, text, columns) : beside(name, text, left, room))).join("");
}

function beside(name: string, text: string, left: number, room: number): string {
  const [first = "", ...more] = wrap(text, room);
  const indent = " ".repeat(left + 6);
  const fits = name.length <= left || room === Number.POSITIVE_INFINITY;
  const head = fits
    ? `    ${name.padEnd(left)}  ${first}`.trimEnd()
    : `${hanging(name, left + room + 6, 4)}${first && `\n${indent}${first}`}`;
  return `${[head, ...more.map((line) => indent + line)].join("\n")}\n`;
}

function below(name: string, text: string, columns: number): string {
  const margin = columns < 40 ? 0 : 4;
  const texts = wrap(text, columns - margin - 2).map((line) => `${" ".repeat(margin + 2)}${line}\n`);
  return `${hanging(name, columns, margin)}\n${texts.join("")}`;
}

/** Words behind a margin, their further lines four columns deeper. */
const hanging = (words: string, columns: number, margin: number): string =>
  " ".repeat(margin) + wrap(words, columns - margin - 4).join(`\n${" ".repeat(margin + 4)}`);
