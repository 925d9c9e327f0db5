#!/usr/bin/env hokku
import { hook } from "hokku";
import { whileDeploying } from "hokku/deploy-lock";
import { deploy } from "./lib/deploy.ts";

export default hook("scheduler-deploy", (io, scheduler, app, tag, processType) =>
  scheduler === "docker-local"
    ? whileDeploying(io, app, "a deploy", (held) => deploy(held, app, tag || "latest", processType || undefined))
    : undefined,
);
