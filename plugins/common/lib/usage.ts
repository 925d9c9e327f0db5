import type { Io } from "../../../core/execute.ts";
import type { Declaration } from "./command.ts";
import { twoColumns, width, wrap } from "./terminal.ts";

/** The help text of one command, as wide as the terminal. */
export function usage({ name, args = "", summary, flags = {}, examples = [] }: Declaration, io: Io): string {
  const columns = width(io);
  const line = `Usage: dokku ${name}${Object.keys(flags).length ? " [flags]" : ""}${args && ` ${args}`}`;
  const rows = Object.entries({
    ...flags,
    json: { type: "boolean" as const, summary: "answer with JSON", short: undefined, value: undefined },
  });
  const table = rows.map(([flag, { short, value, type, summary: text }]): [string, string] => {
    const takes = type === "boolean" ? "" : ` ${value ?? "VALUE"}`;
    return [`${short ? `-${short}, ` : ""}--${flag}${takes}`, text];
  });
  const shown = examples.map((example) => `    ${example}\n`).join("");
  const heading = [line, "", ...wrap(summary, columns)].map((text) => `${text}\n`).join("");
  return `${heading}\nFlags:\n${twoColumns(table, columns)}${shown && `\nExamples:\n${shown}`}`;
}

/** One line of a plugin's help listing, in the shape all plugins use: four spaces, command, arguments, comma, text. */
export function helpLine({ name, args, summary }: Declaration): string {
  return `    ${name}${args ? ` ${args}` : ""}, ${summary}`;
}
