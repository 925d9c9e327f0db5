#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";
import { logsWanted } from "./lib/words.ts";

export default hook("scheduler-logs", async (io, name, app, processType, tail, quiet, num) => {
  const [type, index] = processType.split(".");
  const wanted = { ...(type && { type }), ...(index && { index: Number(index) }) };
  return (await schedulerNamed(name, io.env))?.logs?.(io, app, wanted, logsWanted(tail, quiet, num));
});
