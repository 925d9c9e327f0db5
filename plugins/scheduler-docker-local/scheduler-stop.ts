#!/usr/bin/env hokku
import { hook } from "hokku";
import { whileDeploying } from "hokku/deploy-lock";
import { stop } from "./lib/stop.ts";

export default hook("scheduler-stop", (io, scheduler, app, remove) =>
  scheduler === "docker-local" ? whileDeploying(io, app, "a stop", (held) => stop(held, app, remove === "true")) : undefined,
);
