#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { keepFolder } from "./lib/build-dir.ts";

/** Makes the folder of an app in a larger repository the whole of its source. Contract: property `build-dir`. */
export default hook("core-post-extract", ({ env }, app, source) => {
  const folder = properties("builder", env)
    .computed(app, "build-dir")
    .replace(/^\/+|\/+$/g, "");
  if (folder) keepFolder(source, folder, app);
});
