#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { existingApp } from "hokku/apps";
import { visibleApps } from "hokku/visible-apps";
import { changeDomains } from "../lib/change.ts";

export default command({
  name: "domains:clear",
  summary: "Detach all domains of an app, or of all apps",
  args: "[<app>]",
  app: "any",
  flags: { all: { type: "boolean", summary: "of all apps" } },
  examples: ["dokku domains:clear web"],
  run: async ({ words: { app }, flags: { all }, io }) => {
    if (!app && !all) throw new Exit(2, "domains:clear: name an app, or --all");
    const cleared = all ? await visibleApps(io) : [existingApp(app ?? "", io.env)];
    for (const name of cleared) {
      await changeDomains(io, name, "clear", [], () => []);
      step(io, `Cleared domains in ${name}`);
    }
    return { cleared };
  },
  text: () => {},
});
