#!/usr/bin/env hokku
import { command, step } from "hokku";
import { phasesOf } from "../lib/option.ts";
import { scopeOf } from "../lib/scope.ts";
import { EVERY, editOptions } from "../lib/store.ts";

export default command({
  name: "docker-options:clear",
  summary: "Remove all docker options of an app, or of some phases",
  args: "<app> [<phases>]",
  flags: { process: { type: "list", value: "TYPE", summary: "only of this process type (deploy phase); may be repeated" } },
  examples: ["dokku docker-options:clear node-app", "dokku docker-options:clear node-app build,run"],
  reachesHost: true,
  run: async ({ words: { app, phases: named }, flags: { process }, io }) => {
    const phases = phasesOf(named ?? (process.length ? "deploy" : ""));
    const types = scopeOf(process, phases);
    for (const type of types)
      for (const phase of named || process.length ? phases : ["all"]) {
        const on = phase === "all" ? "all phases" : `phase ${phase}`;
        step(io, `Clearing docker-options for ${app} on ${on}${type === EVERY ? "" : ` for process ${type}`}`);
      }
    await editOptions(io, app, phases, types, () => []);
    return { app, phases, processes: types };
  },
  text: () => {},
});
