#!/usr/bin/env hokku
import { answer, command, Exit, headline, trigger } from "hokku";
import { existingApp } from "hokku/apps";
import { visibleApps } from "hokku/visible-apps";
import { failedLine } from "../lib/as-json.ts";

export default command({
  name: "logs:failed",
  summary: "Show what the containers of the last failed deploy printed",
  reads: true,
  args: "[<app>]",
  app: "any",
  flags: { all: { type: "boolean", short: "A", summary: "of every app" } },
  json: failedLine,
  run: async ({ words: { app }, flags: { all }, io }) => {
    if (!app && !all) throw new Exit(2, "logs:failed: name an app, or use --all");
    for (const name of all ? await visibleApps(io) : [existingApp(app ?? "", io.env)]) {
      headline(io, `${name} failed deploy logs`);
      await trigger(io, "scheduler-logs-failed", await answer(io, "scheduler-detect", name), name);
    }
  },
});
