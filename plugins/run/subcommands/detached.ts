#!/usr/bin/env hokku
import { command, write } from "hokku";
import { RUN_FLAGS, runCommand } from "../lib/run.ts";

export default command({
  name: "run:detached",
  summary: "Run a command in a new container of an app, in the background",
  args: "<app> [<command>...]",
  flags: RUN_FLAGS,
  verbatim: "program",
  examples: ["dokku run:detached node-app node import.js"],
  run: async ({ words: { app, command: words }, flags, io }) => {
    const printed: string[] = [];
    await runCommand({ ...io, stdout: (chunk) => void printed.push(String(chunk)) }, app, words, flags, true);
    return { app, container: printed.join("").trim() };
  },
  text: ({ container }, io) => write(io, `${container}\n`),
});
