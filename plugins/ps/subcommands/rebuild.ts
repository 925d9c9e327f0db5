#!/usr/bin/env hokku
import { command, type Io } from "hokku";
import { NO_WAIT, withoutWaiting } from "hokku/deploy/queue";
import { EVERY_APP, forApps } from "../lib/every-app.ts";
import { rebuild } from "../lib/rebuild.ts";

export default command({
  name: "ps:rebuild",
  summary: "Build an app again from the source it has, or all",
  args: "[<app>]",
  app: "any",
  flags: { ...EVERY_APP, "no-wait": NO_WAIT, force: { type: "boolean", summary: "also where the disk is nearly full" } },
  examples: ["dokku ps:rebuild node-app", "dokku ps:rebuild --all --parallel 2"],
  run: ({ words: { app }, flags: { all, parallel, "no-wait": noWait, force }, io }) =>
    forApps(withoutWaiting(forced(io, force), noWait), { name: "rebuild", app, all, parallel, apart: true }, (name) =>
      rebuild(withoutWaiting(forced(io, force), noWait), name),
    ),
});

const forced = (io: Io, force: boolean): Io => (force ? { ...io, env: { ...io.env, HOKKU_FORCE: "1" } } : io);
