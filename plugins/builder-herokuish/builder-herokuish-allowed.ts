#!/usr/bin/env hokku
import { hook, write } from "hokku";
import herokuish from "./lib/settings.ts";

export default hook("builder-herokuish-allowed", ({ env, ...io }, app) => {
  write({ env, ...io }, `${herokuish.of(app, "allowed", env)}\n`);
});
