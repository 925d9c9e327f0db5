#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { existingApp } from "hokku/apps";
import { visibleApps } from "hokku/visible-apps";
import { enable } from "../lib/switch.ts";

export default command({
  name: "domains:enable",
  summary: "Let an app, or all apps, answer by their domains",
  args: "[<app>]",
  app: "any",
  flags: { all: { type: "boolean", summary: "all apps" } },
  examples: ["dokku domains:enable web"],
  run: async ({ words: { app }, flags: { all }, io }) => {
    if (!app && !all) throw new Exit(2, "domains:enable: name an app, or --all");
    const changed = all ? await visibleApps(io) : [existingApp(app ?? "", io.env)];
    for (const name of changed) await enable(io, name);
    return { enabled: changed };
  },
  text: () => {},
});
