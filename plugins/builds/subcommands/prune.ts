#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { existingApp } from "hokku/apps";
import { visibleApps } from "hokku/visible-apps";
import { prune } from "../lib/records.ts";

export default command({
  name: "builds:prune",
  summary: "Remove records beyond the number to keep, and close those of processes that are gone",
  args: "[<app>]",
  flags: { "all-apps": { type: "boolean", summary: "of every app" } },
  examples: ["dokku builds:prune node-app", "dokku builds:prune --all-apps"],
  reachesHost: ({ flags }) => flags["all-apps"],
  app: "any",
  run: async ({ words: { app }, flags: { "all-apps": all }, io }) => {
    if (!app && !all) throw new Exit(2, "builds:prune takes an app, or --all-apps");
    const apps = all ? await visibleApps(io) : [existingApp(app ?? "", io.env)];
    for (const one of apps) prune(one, io.env);
    return apps;
  },
  text: () => {},
});
