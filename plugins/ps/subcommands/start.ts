#!/usr/bin/env hokku
import { command } from "hokku";
import { EVERY_APP, forApps } from "../lib/every-app.ts";
import { start } from "../lib/start.ts";

export default command({
  name: "ps:start",
  summary: "Start an app, or all",
  args: "[<app>]",
  app: "any",
  flags: EVERY_APP,
  examples: ["dokku ps:start node-app", "dokku ps:start --all --parallel 2"],
  run: ({ words: { app }, flags: { all, parallel }, io }) =>
    forApps(io, { name: "start", app, all, parallel }, (name) => start(io, name)),
});
