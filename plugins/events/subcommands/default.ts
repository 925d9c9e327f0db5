#!/usr/bin/env hokku
import { command, Exit, trouble, write } from "hokku";
import { output, run } from "hokku/run";
import { eventLine } from "../lib/event-line.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "events",
  summary: "Show the last recorded triggers",
  reads: true,
  flags: { tail: { type: "boolean", short: "t", summary: "show what comes, until interrupted" } },
  examples: ["dokku events:on", "dokku events", "dokku events -t"],
  json: () => eventLine,
  run: async ({ flags: { tail }, io }) => {
    const { DOKKU_EVENTS_LOGFILE: file = "" } = io.env;
    if (tail) {
      const code = await run(io, "tail", ["-F", "--", file], { input: "" });
      if (code !== 0) throw new Exit(code);
      return;
    }
    if (!existsSync(file)) trouble("No events were recorded yet; turn them on: dokku events:on");
    const lines = existsSync(file) ? await output(io, "tail", ["-n", "100", "--", file]) : "";
    if (lines) write(io, `${lines}\n`);
  },
});
