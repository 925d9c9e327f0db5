#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { forgetListeners } from "./lib/listeners.ts";

export default hook("post-app-rename-setup", ({ env }, old, app) => {
  forgetListeners(env, app);
  properties("network", env).rename(old, app);
});
