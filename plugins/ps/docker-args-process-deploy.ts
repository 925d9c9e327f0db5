#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { properties } from "hokku/properties";
import { DEFAULTS } from "./lib/settings.ts";

export default hook("docker-args-process-deploy", (io, app) => {
  const policy = properties("ps", io.env).computed(app, "restart-policy", DEFAULTS["restart-policy"]);
  write(io, ` --restart=${policy}`);
});
