#!/usr/bin/env hokku
import { hook } from "hokku";
import { release } from "./lib/release.ts";

/** Makes what was built a release. */
export default hook("builder-release", async (io, builder, app, tag) => {
  if (builder === "dockerfile") await release(io, app, tag);
});
