import { execute, type Io } from "../../../core/execute.ts";
import type { Declaration, Flag } from "./declaration.ts";
import { whyNotPlanned } from "./plannable.ts";
import { explained } from "./settings.ts";
import { twoColumns, width, wrap } from "./terminal.ts";

/** The help text of one command, as wide as the terminal. */
export function usage(declaration: Declaration, io: Io): string {
  const { name, args = "", summary, flags = {}, examples = [], json, settings } = declaration;
  const columns = width(io);
  const line = `Usage: dokku ${name}${Object.keys(flags).length ? " [flags]" : ""}${args && ` ${args}`}`;
  const answer = { type: "boolean" as const, summary: json ? "answer with lines of JSON" : "answer with JSON" };
  const plan = { type: "boolean" as const, summary: "show what it would do, and do nothing" };
  const canPlan = !whyNotPlanned(name, io.env, declaration);
  const all = { ...flags, ...(json !== "none" && { json: answer }), ...(canPlan && { plan }), ...flags };
  const rows = Object.entries(all as Record<string, Flag>);
  const table = rows.map(([flag, { short, value, type, summary: text }]): [string, string] => {
    const takes = type === "boolean" ? "" : ` ${value ?? "VALUE"}`;
    return [`${short ? `-${short}, ` : ""}--${flag}${takes}`, text];
  });
  const shown = examples.map((example) => `    ${wrap(example, columns - 10).join(" \\\n        ")}\n`).join("");
  const [first = "", ...more] = wrap(line, columns - 7);
  const heading = [first, ...more.map((text) => `       ${text}`), "", ...wrap(summary, columns)]
    .map((text) => `${text}\n`)
    .join("");
  const takes = table.length ? `\nFlags:\n${twoColumns(table, columns)}` : "";
  const keys = settings ? `\nSettings:\n${twoColumns(explained(settings), columns)}` : "";
  return `${heading}${takes}${keys}${shown && `\nExamples:\n${shown}`}`;
}

/** Prints the page of a plugin: what it is for, and all its commands. */
export async function showPage(plugin: string, io: Io): Promise<undefined> {
  await execute(`${io.env.PLUGIN_CORE_ENABLED_PATH}/help/subcommands/default.ts`, ["help", plugin], io);
}

/** One line of a plugin's help listing, in the shape all plugins use: four spaces, command, arguments, comma, text. */
export function helpLine({ name, args, summary }: Declaration): string {
  return `    ${name}${args ? ` ${args}` : ""}, ${summary}`;
}
