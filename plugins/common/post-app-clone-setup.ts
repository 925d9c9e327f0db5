#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

/** The clone has the same settings, but nobody has deployed it yet. */
export default hook("post-app-clone-setup", ({ env }, _old, app) => {
  for (const key of ["deployed", "release"]) properties("common", env).set(app, key, "");
});
