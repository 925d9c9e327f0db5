#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { properties } from "hokku/properties";

export default hook("scheduler-detect", (io, app) =>
  write(io, `${properties("scheduler", io.env).computed(app, "selected", "docker-local")}\n`),
);
