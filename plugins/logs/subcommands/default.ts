#!/usr/bin/env hokku
import { answer, command, Exit, trigger } from "hokku";
import { isDeployed } from "hokku/deploy/deployed";
import { logLine } from "../lib/as-json.ts";

export default command({
  name: "logs",
  summary: "Show what an app's processes print",
  reads: true,
  args: "<app>",
  flags: {
    num: { type: "number", short: "n", value: "N", summary: "lines from the end (100)" },
    ps: { type: "string", short: "p", value: "PROC", summary: "one process type, or one place of it: web, web.2" },
    quiet: { type: "boolean", short: "q", summary: "only what the app printed, no times and names" },
    tail: { type: "boolean", short: "t", summary: "go on as more is printed" },
  },
  examples: ["dokku logs node-app -t", "dokku logs node-app --ps web --num 500"],
  json: () => logLine,
  run: async ({ words: { app }, flags: { num = 100, ps = "", quiet, tail }, io }) => {
    if (!(await isDeployed(io, app))) throw new Exit(1, `App ${app} has not been deployed`);
    if (num < 0) throw new Exit(2, `--num takes a number of lines, not ${num}`);
    const scheduler = await answer(io, "scheduler-detect", app);
    await trigger(io, "scheduler-logs", scheduler, app, ps, String(tail), String(quiet), String(num));
  },
});
