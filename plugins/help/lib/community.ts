import { Exit, execute, type Io, trouble } from "hokku";
import type { Plugin } from "hokku/plugin-list";
import { executable } from "hokku/plugin-list";
import { commandFiles } from "./files.ts";
import { parseRow, type Row, rowsOf } from "./rows.ts";

/**
 * Asks the host's own plugins for their help. Contract: each `commands help` is started directly by this process, whose command
 * line carries `--all` where that was said (47 plugins look there), with an empty stdin (40 read it to the end).
 */
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

async function helpOf(io: Io, file: string): Promise<string> {
  const printed: Buffer[] = [];
  try {
    const code = await execute(file, ["help"], {
      ...io,
      stdin: Buffer.alloc(0),
      stdout: (chunk) => void printed.push(Buffer.from(chunk)),
    });
    if (code !== 0 && code !== 10) trouble(`${file} help ended with ${code}`);
  } catch (error) {
    trouble(`${file} help failed${error instanceof Exit ? "" : `: ${error}`}`);
  }
  return Buffer.concat(printed).toString("utf8");
}
