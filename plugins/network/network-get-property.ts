#!/usr/bin/env hokku
import { Exit, hook, write } from "hokku";
import { properties } from "hokku/properties";
import { networkDefaults } from "./lib/report.ts";

export default hook("network-get-property", (io, app, key) => {
  const fallback = Object.hasOwn(networkDefaults, key) ? networkDefaults[key] : undefined;
  if (fallback === undefined) throw new Exit(1, `Invalid network property specified: ${key}`);
  write(io, `${properties("network", io.env).computed(app, key, fallback)}\n`);
});
