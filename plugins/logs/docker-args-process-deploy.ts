#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { logDriver } from "./lib/driver.ts";
import logs from "./lib/settings.ts";

/** Bounds what Docker keeps of an app's output. Other log drivers than Docker's two file drivers refuse `max-size`. */
export default hook("docker-args-process-deploy", (io, app) => {
  const size = logs.of(app, "max-size", io.env);
  if (size !== "unlimited" && /^(local|json-file)$/.test(logDriver(app, io.env))) write(io, ` --log-opt=max-size=${size} `);
});
