#!/usr/bin/env hokku
import { scoped } from "hokku/scope";
import { NO_RESTART, shownAlready } from "../lib/flags.ts";
import { pairs } from "../lib/pairs.ts";
import { set } from "../lib/set.ts";

export default scoped({
  name: "config:set",
  summary: "Set variables and restart the app",
  args: "<app> <KEY=value>...",
  missing: { "KEY=value": "At least one env pair must be given" },
  flags: {
    "no-restart": NO_RESTART,
    encoded: { type: "boolean", summary: "the values are base64" },
  },
  examples: [
    "dokku config:set node-app NODE_ENV=production LOG_LEVEL=info",
    `dokku config:set --encoded node-app KEY="$(base64 -w 0 key.pem)"`,
  ],
  run: ({ words, flags, io }) => set(io, words.app, pairs(words["KEY=value"], flags.encoded), { noRestart: flags["no-restart"] }),
  text: shownAlready,
});
