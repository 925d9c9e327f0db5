#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-logs-failed", async (io, name, app) =>
  (await schedulerNamed(name, io.env))?.failedLogs?.(io, app),
);
