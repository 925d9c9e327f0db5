#!/usr/bin/env hokku
import { command } from "hokku";
import { RUN_FLAGS, runCommand } from "../lib/run.ts";

export default command({
  name: "run",
  summary: "Run a one-off process inside a container of an app; without a command, a shell",
  args: "<app> [<command>...]",
  flags: RUN_FLAGS,
  verbatim: "program",
  json: "none",
  examples: ["dokku run node-app node -v", "dokku run --env DEBUG=1 node-app -- npm test"],
  run: ({ words: { app, command: words }, flags, io }) => runCommand(io, app, words, flags, false),
});
