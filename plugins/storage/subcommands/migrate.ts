#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { existingApp } from "hokku/apps";
import { visibleApps } from "hokku/visible-apps";
import { migrate } from "../lib/migrate.ts";

export default command({
  name: "storage:migrate",
  summary: "Turn the docker options of an app that mount something into storage mounts",
  args: "[<app>]",
  app: "any",
  flags: { all: { type: "boolean", summary: "of all apps" } },
  run: async ({ words: { app }, flags: { all }, io }) => {
    if (all === Boolean(app)) throw new Exit(2, "storage:migrate takes either an app or --all");
    const moved = new Map<string, string[]>();
    const wanted = app ? [existingApp(app, io.env)] : await visibleApps(io);
    for (const name of wanted) moved.set(name, await migrate(io, name));
    step(io, app ? `Re-migrated ${app}` : `Re-migrated ${wanted.length} app(s)`);
    return moved;
  },
  text: () => {},
});
