#!/usr/bin/env hokku
import { command } from "hokku";
import { rehearse, showPlan } from "../lib/rehearse.ts";

export default command({
  name: "plan",
  summary: "Show what a command would do, and do nothing: which hooks of which plugins run, what is written, started and stopped",
  args: "<command> [<argument>...]",
  reads: true,
  verbatim: "program",
  // It answers with JSON wherever that is asked for, and what it is about is not asked for a plan in its turn.
  arrange: (given) => [
    ...(given.includes("--json") ? ["--json"] : []),
    ...given.filter((word) => word !== "--json" && word !== "--plan"),
  ],
  examples: ["dokku plan apps:destroy web", "dokku plan ps:scale web web=2", "dokku config:set web KEY=value --plan"],
  run: ({ words, io }) => rehearse(io, [words.command, ...words.argument]),
  text: showPlan,
});
