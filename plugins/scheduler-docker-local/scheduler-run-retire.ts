#!/usr/bin/env hokku
import { hook } from "hokku";
import { retireRuns } from "./lib/runs.ts";

export default hook("scheduler-run-retire", (io, scheduler, app) =>
  !scheduler || scheduler === "docker-local" ? retireRuns(io, app ?? "") : undefined,
);
