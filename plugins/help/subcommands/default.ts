#!/usr/bin/env hokku
import { command, type Io, write } from "hokku";
import { listPlugins, type Plugin } from "hokku/plugin-list";
import { communityRows } from "../lib/community.ts";
import { commandFiles } from "../lib/files.ts";
import { columns, type Row, rowsOf } from "../lib/rows.ts";

const HEADER = `Usage: dokku [--quiet|--trace|--force|--app <app>] COMMAND <app> [arguments and flags of the command]

More about the commands of a plugin: dokku PLUGIN:help. About one command: dokku COMMAND --help. All commands: dokku help --all.

Commands:

`;

export default command({
  name: "help",
  summary: "List the plugins, or with --all every command",
  flags: { all: { type: "boolean", summary: "every command of every plugin" } },
  run: async ({ flags: { all }, io }) => {
    const enabled = listPlugins(io.env).filter((plugin) => plugin.enabled);
    const core = await coreRows(
      enabled.filter((plugin) => plugin.core),
      all,
    );
    const theirs = enabled.filter((plugin) => !plugin.core);
    return { core, community: await communityRows(io, theirs, all) };
  },
  text: ({ core, community }, io) => {
    quietly(io, HEADER);
    write(io, columns(core));
    if (!community.length) return;
    quietly(io, "\nCommunity plugin commands:\n\n");
    write(io, columns(community));
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
