#!/usr/bin/env hokku
import { Exit, hook, write } from "hokku";
import { properties } from "hokku/properties";
import { WAIT } from "./lib/report.ts";

export default hook("checks-get-property", (io, app, key) => {
  if (key !== "wait-to-retire") throw new Exit(1, `checks has no property ${JSON.stringify(key)}; it has wait-to-retire`);
  write(io, `${properties("checks", io.env).computed(app, key, WAIT)}\n`);
});
