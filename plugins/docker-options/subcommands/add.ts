#!/usr/bin/env hokku
import { command } from "hokku";
import { optionOf, phasesOf } from "../lib/option.ts";
import { scopeOf, warnOfUnknown } from "../lib/scope.ts";
import { editOptions } from "../lib/store.ts";

export default command({
  name: "docker-options:add",
  summary: "Add a docker option to an app's containers, by phase",
  args: "<app> <phases> [<option>...]",
  flags: { process: { type: "list", value: "TYPE", summary: "only for this process type (deploy phase); may be repeated" } },
  examples: [
    'dokku docker-options:add node-app deploy,run "-v /srv/files:/files"',
    'dokku docker-options:add --process worker node-app deploy "--stop-timeout 60"',
  ],
  verbatim: true,
  reachesHost: true,
  run: async ({ words: { app, phases: named, option }, flags: { process }, io }) => {
    const phases = phasesOf(named);
    const { line, options, processes } = optionOf(option);
    const types = scopeOf([...process, ...processes], phases);
    warnOfUnknown(io, app, types);
    await editOptions(io, app, phases, types, (lines) => [...lines, ...options]);
    return { app, phases, processes: types, option: line };
  },
  text: () => {},
});
