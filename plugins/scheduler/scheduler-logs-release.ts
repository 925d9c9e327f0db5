#!/usr/bin/env hokku
import { Exit, hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";
import { logsWanted, processOf } from "./lib/words.ts";

export default hook("scheduler-logs-release", async (io, name, app, version, process, quiet, num) => {
  const show = (await schedulerNamed(name, io.env))?.releaseLogs;
  if (!show) throw new Exit(1, `The scheduler ${name} keeps nothing of what the releases of ${app} have printed`);
  return show(io, app, Number(version), processOf(process), logsWanted("false", quiet, num));
});
