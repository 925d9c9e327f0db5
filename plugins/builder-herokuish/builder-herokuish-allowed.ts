#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { properties } from "hokku/properties";

export default hook("builder-herokuish-allowed", ({ env, ...io }, app) => {
  write({ env, ...io }, `${properties("builder-herokuish", env).computed(app, "allowed", "true")}\n`);
});
