#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { hasVector, vectorLogs } from "../lib/vector.ts";

export default command({
  name: "logs:vector-logs",
  summary: "Show what Vector itself prints",
  flags: {
    num: { type: "number", short: "n", value: "N", summary: "lines from the end (100)" },
    tail: { type: "boolean", short: "t", summary: "go on as more is printed" },
  },
  examples: ["dokku logs:vector-logs", "dokku logs:vector-logs --num 10 --tail"],
  json: () => (text) => (text.startsWith("-----> ") ? undefined : { text }),
  run: async ({ flags: { num = 100, tail }, io }) => {
    if (num < 0) throw new Exit(2, `--num takes a number of lines, not ${num}`);
    if (!(await hasVector(io))) throw new Exit(1, "Vector container does not exist; start it: dokku logs:vector-start");
    step(io, "Vector container logs");
    const code = await vectorLogs(io, num, tail);
    const signalled = code > 128;
    if (code !== 0) throw new Exit(code, signalled ? "" : "The logs of Vector ended early; docker's reason is above");
  },
});
