#!/usr/bin/env hokku
import { command } from "hokku";
import { allDone, runHooks } from "../lib/run-hooks.ts";

export default command({
  name: "plugin:install-dependencies",
  summary: "Let plugins install the packages they need",
  flags: { core: { type: "boolean", summary: "only the plugins of Hokku itself" } },
  run: async ({ flags: { core }, io }) => {
    allDone("dependencies", await runHooks(io, "dependencies", [], { core }));
  },
});
