#!/usr/bin/env hokku
import { command, Exit, write } from "hokku";
import { phasesOf } from "../lib/option.ts";
import { scopeOf } from "../lib/scope.ts";
import { optionLines } from "../lib/store.ts";

export default command({
  name: "docker-options:list",
  summary: "Show an app's docker options of one phase, one a line",
  reads: true,
  args: "<app>",
  flags: {
    phase: { type: "string", value: "build|deploy|run", summary: "which phase; required" },
    process: { type: "string", value: "TYPE", summary: "those of this process type (deploy phase) instead of those of all" },
  },
  examples: ["dokku docker-options:list node-app --phase deploy"],
  run: ({ words: { app }, flags: { phase: named, process }, io }) => {
    if (!named || named.includes(",")) throw new Exit(2, "docker-options:list: --phase is required: build, deploy or run");
    const [phase = "deploy"] = phasesOf(named);
    const [type] = scopeOf(process === undefined ? [] : [process], [phase]);
    return optionLines(io.env, app, phase, type);
  },
  text: (lines, io) => lines.forEach((line) => void write(io, `${line}\n`)),
});
