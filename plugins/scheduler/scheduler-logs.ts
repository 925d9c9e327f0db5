#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";
import { logsWanted, processOf } from "./lib/words.ts";

export default hook("scheduler-logs", async (io, name, app, process, tail, quiet, num) =>
  (await schedulerNamed(name, io.env))?.logs?.(io, app, processOf(process), logsWanted(tail, quiet, num)),
);
