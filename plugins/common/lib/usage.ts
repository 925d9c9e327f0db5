import type { Declaration } from "./command.ts";

/** The help text of one command. */
export function usage({ name, args = "", summary, flags = {}, examples = [] }: Declaration): string {
  const line = `Usage: dokku ${name}${Object.keys(flags).length ? " [flags]" : ""}${args && ` ${args}`}`;
  const rows = Object.entries({
    ...flags,
    json: { type: "boolean" as const, summary: "answer with JSON", short: undefined, value: undefined },
  });
  const table = rows.map(([flag, { short, value, type, summary: text }]) => {
    const takes = type === "boolean" ? "" : ` ${value ?? "VALUE"}`;
    return `    ${`${short ? `-${short}, ` : ""}--${flag}${takes}`.padEnd(32)} ${text}`;
  });
  const shown = examples.map((example) => `    ${example}`);
  const parts = [`${line}\n\n${summary}`, `Flags:\n${table.join("\n")}`, shown.length ? `Examples:\n${shown.join("\n")}` : ""];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** One line of a plugin's help listing, in the shape all plugins use: four spaces, command, arguments, comma, text. */
export function helpLine({ name, args, summary }: Declaration): string {
  return `    ${name}${args ? ` ${args}` : ""}, ${summary}`;
}
