import { type Io, write } from "hokku";
import type { Plugin } from "hokku/plugin-list";
import { width, wrap } from "hokku/terminal";
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
  const paragraph = (text: string) => (text ? `${wrap(text, width(io)).join("\n")}\n\n` : "");
  const what = paragraph(`${plugin.heading.charAt(0).toUpperCase()}${plugin.heading.slice(1)}`);
  const heading = `${paragraph(`Usage: dokku ${bare ? rows[0]?.command : `${plugin.name}[:COMMAND]`}`)}${what}`;
  const typed = files.every(({ file }) => file.endsWith(".ts"));
  const more = typed ? `\n${paragraph("Each takes --help, and --json for its answer as JSON.").trimEnd()}\n` : "";
  return `${heading}${bare ? "" : "Commands:\n\n"}${columns(rows, io)}${more}`;
}
