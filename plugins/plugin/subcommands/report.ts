#!/usr/bin/env hokku
import { command, detail, Exit } from "hokku";
import { listPlugins } from "hokku/plugin-list";
import { writeTable } from "hokku/table";
import { medians } from "../lib/medians.ts";

export default command({
  name: "plugin:report",
  summary: "Show how long the hooks of plugins take: the median and the slowest of those that ran of late",
  args: "[<plugin>]",
  reads: true,
  examples: ["dokku plugin:report", "dokku plugin:report redis --json"],
  run: ({ words: { plugin }, io }) => {
    if (plugin && !listPlugins(io.env).some(({ name }) => name === plugin))
      throw new Exit(1, `Plugin ${plugin} does not exist; see: dokku plugin:list`);
    return medians(io, plugin);
  },
  text: (rows, io) => {
    if (!rows.length) return detail(io, "No hook of a plugin of this host has run of late");
    const ms = (time: number) => `${Math.round(time)} ms`;
    const body = rows.map((row) => [row.plugin, row.hook, row.runs, ms(row.median), ms(row.slowest), row.overBudget]);
    writeTable(io, [["PLUGIN", "HOOK", "RUNS", "MEDIAN", "SLOWEST", "OVER BUDGET"], ...body]);
  },
});
