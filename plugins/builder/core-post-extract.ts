#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { keepFolder } from "./lib/build-dir.ts";
import { allBuilders } from "./lib/builders.ts";

/** Makes the folder of an app in a larger repository the whole of its source. Contract: property `build-dir`. */
export default hook("core-post-extract", async (io, app, source) => {
  const folder = properties("builder", io.env)
    .computed(app, "build-dir")
    .replace(/^\/+|\/+$/g, "");
  if (folder) keepFolder(source, folder, app);
  for (const { prepare } of (await allBuilders(io.env)).values()) await prepare?.(io, app, source);
});
