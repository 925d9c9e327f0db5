#!/usr/bin/env hokku
import { hook, trouble, write } from "hokku";
import { readText } from "hokku/files";
import { failedLogs } from "./lib/failure.ts";

export default hook("scheduler-logs-failed", (io, scheduler, app) => {
  if (scheduler !== "docker-local") return;
  const text = readText(failedLogs(app, io.env));
  if (text) write(io, text);
  else trouble("No failed containers found");
});
