#!/usr/bin/env hokku
import { command } from "hokku";
import { EVERY_APP, forApps } from "../lib/every-app.ts";
import { stop } from "../lib/start.ts";

export default command({
  name: "ps:stop",
  summary: "Stop an app, or all; it stays stopped after a reboot",
  args: "[<app>]",
  app: "any",
  flags: EVERY_APP,
  examples: ["dokku ps:stop node-app", "dokku ps:stop --all --parallel 2"],
  run: ({ words: { app }, flags: { all, parallel }, io }) =>
    forApps(io, { name: "stop", app, all, parallel }, (name) => stop(io, name)),
});
