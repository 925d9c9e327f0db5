#!/usr/bin/env hokku
import { command, Exit, trouble, write } from "hokku";
import { eventLog } from "hokku/event-log";
import { output, run } from "hokku/run";
import { parseEvent } from "../lib/parse.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "events",
  summary: "Show the last recorded triggers",
  reads: true,
  flags: { tail: { type: "boolean", short: "t", summary: "show what comes, until interrupted" } },
  examples: ["dokku events:on", "dokku events", "dokku events -t"],
  json: () => parseEvent,
  run: async ({ flags: { tail }, io }) => {
    const file = eventLog(io.env);
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
