#!/usr/bin/env hokku
import { hook } from "hokku";
import { stopRuns } from "./lib/runs.ts";

export default hook("scheduler-run-stop", (io, scheduler, app, container) =>
  scheduler === "docker-local" ? stopRuns(io, app, container) : undefined,
);
