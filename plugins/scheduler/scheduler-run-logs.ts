#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";
import { logsWanted } from "./lib/words.ts";

export default hook("scheduler-run-logs", async (io, name, app, container, tail, quiet, num) =>
  (await schedulerNamed(name, io.env))?.runs?.logs(io, app, container, logsWanted(tail, quiet, num)),
);
