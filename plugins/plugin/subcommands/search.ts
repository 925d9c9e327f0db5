#!/usr/bin/env hokku
import { command, detail } from "hokku";
import { knownPlugins } from "hokku/known-plugins";
import { write } from "hokku/talk";
import { twoColumns, width } from "hokku/terminal";
import { found } from "../lib/found.ts";

export default command({
  name: "plugin:search",
  summary: "Search the plugins that are known, by words of their name or of what they are for",
  args: "[<words>...]",
  reads: true,
  examples: ["dokku plugin:search redis", "dokku plugin:search deploy notification --json"],
  run: ({ words: { words }, io }) => found(knownPlugins(io.env), words),
  text: (plugins, io) => {
    if (!plugins.length) return detail(io, "No known plugin has these words; dokku plugin:search shows all");
    const rows = plugins.map(({ name, url, purpose, lastCommit }): [string, string] => [
      name,
      `${purpose} (${url.slice("https://github.com/".length, -".git".length)}, ${lastCommit})`,
    ]);
    write(io, twoColumns(rows, width(io)));
  },
});
