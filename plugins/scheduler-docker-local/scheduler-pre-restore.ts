#!/usr/bin/env hokku
import { hook } from "hokku";
import { isApp } from "hokku/apps";
import { whileDeploying } from "hokku/deploy-lock";
import { restore } from "./lib/restore.ts";

export default hook("scheduler-pre-restore", (io, scheduler, app) =>
  scheduler === "docker-local" && isApp(app, io.env)
    ? whileDeploying(io, app, "a restore", (held) => restore(held, app))
    : undefined,
);
