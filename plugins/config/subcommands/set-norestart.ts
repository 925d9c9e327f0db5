#!/usr/bin/env hokku
import { scoped } from "hokku/scope";
import { shownAlready } from "../lib/flags.ts";
import { pairs } from "../lib/pairs.ts";
import { set } from "../lib/set.ts";

/** Contract: 0.3.16 to 0.3.26; three plugins of that time call it. */
export default scoped({
  name: "config:set-norestart",
  summary: "Set variables without a restart, as people said in 2015",
  args: "<app> <KEY=value>...",
  hidden: true,
  run: ({ words, io }) => set(io, words.app, pairs(words["KEY=value"]), { noRestart: true }),
  text: shownAlready,
});
