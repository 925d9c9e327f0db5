#!/usr/bin/env hokku
import { command, write } from "hokku";
import { existingApp } from "hokku/apps";
import { writeTable } from "hokku/table";
import { visibleApps } from "hokku/visible-apps";
import { ledger, mb } from "../lib/ledger.ts";

export default command({
  name: "cleanup:report",
  summary: "Show what one app or each holds on the disk: images, containers, volumes, caches, repository and logs",
  reads: true,
  eachVisible: true,
  app: "any",
  args: "[<app>]",
  examples: ["dokku cleanup:report", "dokku cleanup:report node-app --json"],
  run: async ({ words: { app }, io }) => ledger(io, app ? [existingApp(app, io.env)] : await visibleApps(io)),
  text: ({ apps, buildCache }, io) => {
    const rows = apps.map(({ app, ...sizes }) => [app, ...Object.values(sizes).map(mb)]);
    writeTable(io, [["App", "Images", "Old releases", "Containers", "Volumes", "Cache", "Repository", "Logs", "Total"], ...rows]);
    if (buildCache) write(io, `Docker's build cache, of all apps: ${mb(buildCache)}; to empty it: docker builder prune\n`);
  },
});
