#!/usr/bin/env hokku
import { answer, command, trigger } from "hokku";
import { appOfRun } from "../lib/container-name.ts";
import { logLine } from "../lib/log-line.ts";

export default command({
  name: "run:logs",
  summary: "Show what one-off containers print",
  reads: true,
  args: "[<app>]",
  app: "any",
  flags: {
    container: { type: "string", value: "NAME", summary: "only this one" },
    num: { type: "number", short: "n", value: "N", summary: "lines from the end (100)" },
    quiet: { type: "boolean", short: "q", summary: "only what the command printed" },
    tail: { type: "boolean", short: "t", summary: "go on as more is printed" },
  },
  json: () => logLine,
  run: async ({ words: { app: given }, flags: { container, num = 100, quiet, tail }, io }) => {
    const app = appOfRun(given, container, io.env);
    const scheduler = await answer(io, "scheduler-detect", app);
    await trigger(io, "scheduler-run-logs", scheduler, app, container ?? "", String(tail), String(quiet), String(num));
  },
});
