#!/usr/bin/env hokku
import { hook } from "hokku";
import { showLogs } from "./lib/logs.ts";
import { namesOfRuns } from "./lib/runs.ts";

export default hook("scheduler-run-logs", async (io, scheduler, app, container, tail, quiet, num) => {
  if (scheduler !== "docker-local") return;
  const sources = (await namesOfRuns(io, app, container)).map((name) => ({
    id: name,
    title: name.split(".").slice(-2).join("."),
  }));
  return showLogs(io, sources, { tail: tail === "true", quiet: quiet === "true", num });
});
