#!/usr/bin/env hokku
import { scoped } from "hokku/scope";
import { NO_RESTART, shownAlready } from "../lib/flags.ts";
import { unset } from "../lib/unset.ts";

export default scoped({
  name: "config:unset",
  summary: "Remove variables and restart the app",
  args: "<app> <key>...",
  missing: { key: "At least one key must be given" },
  flags: { "no-restart": NO_RESTART },
  examples: ["dokku config:unset node-app LOG_LEVEL"],
  run: ({ words: { app, key }, flags, io }) => unset(io, app, key, flags["no-restart"]),
  text: shownAlready,
});
