#!/usr/bin/env hokku
import { command } from "hokku";
import { optionOf, phasesOf, without } from "../lib/option.ts";
import { scopeOf } from "../lib/scope.ts";
import { editOptions } from "../lib/store.ts";

export default command({
  name: "docker-options:remove",
  summary: "Remove a docker option from an app's containers, by phase",
  args: "<app> <phases> [<option>...]",
  flags: { process: { type: "list", value: "TYPE", summary: "only of this process type (deploy phase); may be repeated" } },
  examples: ['dokku docker-options:remove node-app deploy,run "-v /srv/files:/files"'],
  verbatim: true,
  reachesHost: true,
  run: async ({ words: { app, phases: named, option }, flags: { process }, io }) => {
    const phases = phasesOf(named);
    const { line, processes } = optionOf(option);
    const types = scopeOf([...process, ...processes], phases);
    await editOptions(io, app, phases, types, (lines) => lines.flatMap((stored) => without(stored, line) ?? []));
    return { app, phases, processes: types, option: line };
  },
  text: () => {},
});
