#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { forgetListeners } from "./lib/listeners.ts";

/** The clone has the same settings, but no containers yet: addresses that came along lead to the other app. */
export default hook("post-app-clone-setup", ({ env }, old, app) => {
  forgetListeners(env, app);
  properties("network", env).clone(old, app);
});
