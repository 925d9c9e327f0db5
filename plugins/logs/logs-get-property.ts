#!/usr/bin/env hokku
import { Exit, hook, write } from "hokku";
import { properties } from "hokku/properties";
import { DEFAULTS } from "./lib/settings.ts";

export default hook("logs-get-property", (io, app, key) => {
  if (key !== "max-size") throw new Exit(1, `${key} is no property others may ask for; there is: max-size`);
  write(io, `${properties("logs", io.env).computed(app, key, DEFAULTS[key])}\n`);
});
