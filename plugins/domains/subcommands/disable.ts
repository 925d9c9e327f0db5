#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { existingApp } from "hokku/apps";
import { visibleApps } from "hokku/visible-apps";
import { disable } from "../lib/switch.ts";

export default command({
  name: "domains:disable",
  summary: "Let an app, or all apps, answer by a port only",
  args: "[<app>]",
  app: "any",
  flags: { all: { type: "boolean", summary: "all apps" } },
  examples: ["dokku domains:disable web"],
  run: async ({ words: { app }, flags: { all }, io }) => {
    if (!app && !all) throw new Exit(2, "domains:disable: name an app, or --all");
    const changed = all ? await visibleApps(io) : [existingApp(app ?? "", io.env)];
    for (const name of changed) await disable(io, name);
    return { disabled: changed };
  },
  text: () => {},
});
