#!/usr/bin/env hokku
import { command } from "hokku";
import { RUN_FLAGS, runCommand } from "../lib/run.ts";

export default command({
  name: "run:detached",
  summary: "Run a command in a new container of an app, in the background",
  args: "<app> [<command>...]",
  flags: RUN_FLAGS,
  verbatim: true,
  examples: ["dokku run:detached node-app node import.js"],
  run: ({ words: { app, command: words }, flags, io }) => runCommand(io, app, words, flags, true),
});
