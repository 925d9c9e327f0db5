#!/usr/bin/env hokku
import { command, type Io, write } from "hokku";
import { listPlugins, type Plugin } from "hokku/plugin-list";
import { width, wrap } from "hokku/terminal";
import { communityRows } from "../lib/community.ts";
import { commandFiles } from "../lib/files.ts";
import { columns, type Row, rowsOf } from "../lib/rows.ts";

const USAGE = "Usage: dokku [--quiet|--trace|--force|--app <app>] COMMAND <app> [arguments and flags of the command]";
const MORE = "More about a plugin or a command: dokku help PLUGIN, dokku help COMMAND. All commands: dokku help --all.";

/** What `dokku help` knows; the schemas only where JSON is asked for. */
interface Help {
  readonly topic?: string;
  readonly core: readonly Row[];
  readonly community: readonly Row[];
  readonly schemas: ReadonlyMap<string, unknown>;
}

export default command({
  name: "help",
  summary: "List the plugins, or with --all every command; or show all about one plugin or command",
  reads: true,
  args: "[<topic>]",
  examples: ["dokku help", "dokku help config", "dokku help config:set"],
  flags: { all: { type: "boolean", summary: "every command of every plugin" } },
  run: async ({ words: { topic: asked }, flags: { all }, io, json }): Promise<Help> => {
    const schemas = json ? (await import("../lib/schemas.ts")).schemasOf(asked) : new Map();
    if (asked) return { topic: await (await import("../lib/about.ts")).about(io, asked), core: [], community: [], schemas };
    const enabled = listPlugins(io.env).filter((plugin) => plugin.enabled);
    const core = await coreRows(
      enabled.filter((plugin) => plugin.core),
      all,
    );
    const theirs = enabled.filter((plugin) => !plugin.core);
    return { core, community: await communityRows(io, theirs, all), schemas };
  },
  text: ({ topic, core, community }, io) => {
    if (topic !== undefined) return write(io, topic);
    const paragraph = (text: string) => `${wrap(text, width(io)).join("\n")}\n\n`;
    quietly(io, `${paragraph(USAGE)}${paragraph(MORE)}Commands:\n\n`);
    write(io, columns(core, io, community));
    if (!community.length) return;
    quietly(io, `\n${paragraph("Community plugin commands:")}`);
    write(io, columns(community, io, core));
  },
});

function coreRows(plugins: readonly Plugin[], all: boolean): Promise<Row[]> {
  if (all) return rowsOf(plugins.flatMap(commandFiles));
  const answering = plugins.filter((plugin) => commandFiles(plugin).length);
  return Promise.resolve(answering.map(({ name, description }) => ({ command: name, summary: description })));
}

/** Decoration, which `--quiet` drops. */
function quietly(io: Io, text: string): void {
  if (!io.env.DOKKU_QUIET_OUTPUT) write(io, text);
}
