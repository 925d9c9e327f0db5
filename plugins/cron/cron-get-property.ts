#!/usr/bin/env hokku
import { Exit, hook, write } from "hokku";
import { properties } from "hokku/properties";
import cron from "./lib/settings.ts";

/** Contract: what is set for the app itself, else the default. */
export default hook("cron-get-property", (io, app, key) => {
  if (!Object.hasOwn(cron.known, key)) throw new Exit(1, "Invalid cron property specified");
  write(io, `${properties("cron", io.env).get(app, key) || (key === "maintenance" ? "false" : "")}\n`);
});
