#!/usr/bin/env hokku
import { hook, write } from "hokku";
import ps from "./lib/settings.ts";

export default hook("docker-args-process-deploy", (io, app) => {
  const policy = ps.of(app, "restart-policy", io.env);
  write(io, ` --restart=${policy}`);
});
