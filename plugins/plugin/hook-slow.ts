#!/usr/bin/env hokku
import { hook, trouble } from "hokku";
import plugin from "./lib/settings.ts";

/** Says whose hook somebody has waited for. */
export default hook("hook-slow", (io, name, file, milliseconds) => {
  const budget = Number(plugin.of("--global", "hook-budget-milliseconds", io.env));
  const took = Number(milliseconds);
  if (budget && took > budget && !io.env.DOKKU_QUIET_OUTPUT)
    trouble(`hook ${file} of ${name} took ${(took / 1000).toFixed(1)} s`);
});
