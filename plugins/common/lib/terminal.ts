import type { Io } from "../../../core/execute.ts";

/** Whether what is written to stdout is read by a person on a terminal. */
export const isTerminal = ({ stdout }: Io): boolean => stdout === "inherit" && process.getBuiltinModule("node:tty").isatty(1);

/** Whether colour may be used: on a terminal that has it, unless NO_COLOR (no-color.org) or TERM=dumb says otherwise. */
export const mayColour = (io: Io): boolean => isTerminal(io) && !io.env.NO_COLOR && io.env.TERM !== "dumb";

/** Columns of the terminal, at least 20; a pipe has no end. */
export const width = (io: Io): number => (isTerminal(io) ? Math.max(20, process.stdout.columns || 80) : Number.POSITIVE_INFINITY);

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

/** Rows of two columns, `    left  right`: side by side where there is room, else the right one below. */
export function twoColumns(rows: readonly (readonly [left: string, right: string])[], columns: number): string {
  const left = Math.min(46, Math.max(0, ...rows.map(([name]) => name.length)));
  const room = columns - left - 6;
  return rows.map(([name, text]) => (room < 24 ? below(name, text, columns) : beside(name, text, left, room))).join("");
}

function beside(name: string, text: string, left: number, room: number): string {
  const [first = "", ...more] = wrap(text, room);
  const indent = " ".repeat(left + 6);
  const head = name.length <= left ? [`    ${name.padEnd(left)}  ${first}`] : [`    ${name}`, ...(first ? [indent + first] : [])];
  return [...head, ...more.map((line) => indent + line)].map((line) => `${line.trimEnd()}\n`).join("");
}

function below(name: string, text: string, columns: number): string {
  const names = wrap(name, columns - 8).map((line, at) => `${" ".repeat(at ? 8 : 4)}${line}\n`);
  return [...names, ...wrap(text, columns - 6).map((line) => `      ${line}\n`)].join("");
}
