#!/usr/bin/env hokku
import { hook } from "hokku";
import { isApp } from "hokku/apps";
import { whileDeploying } from "hokku/deploy-lock";
import { recover } from "./lib/recover.ts";

export default hook("scheduler-pre-restore", (io, scheduler, app) =>
  scheduler === "docker-local" && isApp(app, io.env)
    ? whileDeploying(io, app, "a recovery", (held) => recover(held, app))
    : undefined,
);
