#!/usr/bin/env hokku
import { scoped } from "hokku/scope";
import { NO_RESTART, shownAlready } from "../lib/flags.ts";
import { readImport } from "../lib/read-import.ts";
import { set } from "../lib/set.ts";

export default scoped({
  name: "config:import",
  summary: "Set variables from a file, or from stdin, and restart the app",
  args: "<app> [<file>]",
  flags: {
    "no-restart": NO_RESTART,
    replace: { type: "boolean", summary: "forget all other variables" },
    format: { type: "string", value: "envfile|json", summary: "envfile, when left out" },
  },
  examples: ["dokku config:import node-app <.env", "dokku config:import --replace --format json node-app config.json"],
  reachesHost: ({ words: { file = "-" } }) => file !== "-",
  run: async ({ words: { app, file = "-" }, flags, io }) => {
    const variables = await readImport(io, file, flags.format ?? "envfile");
    return set(io, app, variables, { noRestart: flags["no-restart"], replace: flags.replace });
  },
  text: shownAlready,
});
