#!/usr/bin/env hokku
import { Exit, hook, write } from "hokku";
import { properties } from "hokku/properties";
import { DEFAULTS } from "./lib/settings.ts";

export default hook("ps-get-property", (io, app, key) => {
  const fallback = DEFAULTS[key];
  if (fallback === undefined) throw new Exit(1, `${key} is no property of ps; there are: ${Object.keys(DEFAULTS).join(", ")}`);
  write(io, `${properties("ps", io.env).computed(app, key, fallback)}\n`);
});
