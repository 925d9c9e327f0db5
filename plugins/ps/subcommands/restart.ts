#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { NO_WAIT, withoutWaiting } from "hokku/deploy/queue";
import { EVERY_APP, forApps } from "../lib/every-app.ts";
import { restart } from "../lib/restart.ts";

export default command({
  name: "ps:restart",
  summary: "Replace an app's containers by new ones of the same image, or those of one process type",
  args: "[<app>] [<process-type>]",
  app: "any",
  flags: { ...EVERY_APP, "no-wait": NO_WAIT },
  examples: ["dokku ps:restart node-app", "dokku ps:restart node-app worker", "dokku ps:restart --all"],
  run: ({ words: { app, "process-type": type }, flags: { all, parallel, "no-wait": noWait }, io }) => {
    if (all && app) throw new Exit(2, "ps:restart: --all goes without an app and a process type");
    return forApps(withoutWaiting(io, noWait), { name: "restart", app, all, parallel, apart: true }, (name) =>
      restart(withoutWaiting(io, noWait), name, type),
    );
  },
});
