#!/usr/bin/env hokku
import { scoped } from "hokku/scope";
import { NO_RESTART, shownAlready } from "../lib/flags.ts";
import { unset } from "../lib/unset.ts";

export default scoped({
  name: "config:clear",
  summary: "Remove all variables and restart the app",
  args: "<app>",
  flags: { "no-restart": NO_RESTART },
  examples: ["dokku config:clear node-app"],
  run: ({ words: { app }, flags, io }) => unset(io, app, undefined, flags["no-restart"]),
  text: shownAlready,
});
