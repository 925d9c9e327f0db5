#!/usr/bin/env hokku
import { hook } from "hokku";
import { buildVhost, serves } from "./lib/build.ts";

export default hook("post-domains-update", async (io, app) => {
  if (await serves(io, app)) await buildVhost(io, app);
});
