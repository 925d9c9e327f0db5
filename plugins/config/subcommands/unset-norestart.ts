#!/usr/bin/env hokku
import { scoped } from "hokku/scope";
import { shownAlready } from "../lib/flags.ts";
import { unset } from "../lib/unset.ts";

/** Contract: 0.3.16 to 0.3.26; a plugin of that time calls it. */
export default scoped({
  name: "config:unset-norestart",
  summary: "Remove variables without a restart, as people said in 2015",
  args: "<app> <key>...",
  hidden: true,
  run: ({ words: { app, key }, io }) => unset(io, app, key, true),
  text: shownAlready,
});
