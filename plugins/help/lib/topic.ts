import { type Io, write } from "hokku";
import type { Plugin } from "hokku/plugin-list";
import { commandFiles } from "./files.ts";
import { columns, rowsOf } from "./rows.ts";

/** Prints the help page of one plugin. */
export async function topic(io: Io, plugin: Plugin): Promise<void> {
  write(io, await topicText(io, plugin));
}

/** The help page of one plugin: what it is for, and all its commands. */
export async function topicText(io: Io, plugin: Plugin): Promise<string> {
  const files = commandFiles(plugin);
  const rows = await rowsOf(files);
  const bare = rows.length === 1 && rows[0]?.command.split(" ")[0] === plugin.name;
  const what = plugin.description ? `${plugin.description.charAt(0).toUpperCase()}${plugin.description.slice(1)}\n\n` : "";
  const heading = `Usage: dokku ${bare ? rows[0]?.command : `${plugin.name}[:COMMAND]`}\n\n${what}`;
  const typed = files.every(({ file }) => file.endsWith(".ts"));
  const more = typed ? "\nEach takes --help, and --json for its answer as JSON.\n" : "";
  return `${heading}${bare ? "" : "Commands:\n\n"}${columns(rows, io)}${more}`;
}
