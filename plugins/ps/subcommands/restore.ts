#!/usr/bin/env hokku
import { command, trigger, trouble } from "hokku";
import { EVERY_APP, forApps } from "../lib/every-app.ts";
import { restore } from "../lib/start.ts";

export default command({
  name: "ps:restore",
  summary: "Bring back all apps that ran before the host went down, or one",
  args: "[<app>]",
  app: "any",
  flags: EVERY_APP,
  examples: ["dokku ps:restore", "dokku ps:restore node-app"],
  run: async ({ words: { app }, flags: { all, parallel }, io }) => {
    if (!app && !all) trouble("Restore specified without app, assuming --all");
    await trigger(io, "pre-restore");
    try {
      await forApps(io, { name: "restore", app, all: all || !app, parallel: parallel ?? Number.POSITIVE_INFINITY }, (name) =>
        restore(io, name),
      );
    } finally {
      await trigger(io, "post-restore");
    }
  },
});
