#!/usr/bin/env hokku
import { hook } from "hokku";
import { listRuns } from "./lib/runs.ts";

export default hook("scheduler-run-list", (io, scheduler, app, format) =>
  scheduler === "docker-local" ? listRuns(io, app, format) : undefined,
);
