#!/usr/bin/env hokku
import { hook } from "hokku";
import { build } from "./lib/build.ts";

/** Builds `dokku/<app>:latest` from the Dockerfile of a source tree. */
export default hook("builder-build", async (io, builder, app, source) => {
  if (builder === "dockerfile") await build(io, app, source);
});
