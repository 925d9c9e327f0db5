#!/usr/bin/env hokku
import { command, write } from "hokku";
import { listPlugins } from "hokku/plugin-list";
import { gitSource } from "../lib/git-source.ts";

export default command({
  name: "plugin:list",
  summary: "List plugins with their version and state",
  reads: true,
  examples: ["dokku plugin:list", "dokku plugin:list --format json"],
  run: ({ io }) => {
    const found = listPlugins(io.env).map(async ({ folder, heading: _, ...plugin }) => ({
      ...plugin,
      ...(await gitSource(io, plugin.core ? undefined : folder)),
    }));
    return Promise.all(found);
  },
  text: (plugins, io) => {
    const lines = plugins.map(({ name, version, enabled, description }) => {
      const state = (enabled ? "enabled" : "disabled").padEnd(10);
      return `  ${name.padEnd(20)} ${version || "-"} ${state} ${description}`.trimEnd();
    });
    write(io, `${lines.join("\n")}\n`);
  },
});
