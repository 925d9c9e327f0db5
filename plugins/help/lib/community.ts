import type { Io } from "hokku";
import type { Plugin } from "hokku/plugin-list";
import { executable } from "hokku/plugin-list";
import { helpOf } from "./ask.ts";
import { commandFiles } from "./files.ts";
import { parseRow, type Row, rowsOf } from "./rows.ts";

/** Asks the host's own plugins for their help, all at once. */
export async function communityRows(io: Io, plugins: readonly Plugin[], all: boolean): Promise<Row[]> {
  return (await Promise.all(plugins.map((plugin) => rowsOfOne(io, plugin, all)))).flat();
}

async function rowsOfOne(io: Io, plugin: Plugin, all: boolean): Promise<Row[]> {
  const file = executable(plugin.folder, "commands");
  const said = file ? await helpOf(io, file) : "";
  const lines = said.split("\n").filter((line) => line.trim());
  if (lines.length) return lines.map(parseRow);
  const files = commandFiles(plugin);
  if (all || !files.length) return rowsOf(files);
  return [{ command: plugin.name, summary: plugin.description }];
}
