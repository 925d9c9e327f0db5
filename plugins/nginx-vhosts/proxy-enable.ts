#!/usr/bin/env hokku
import { hook } from "hokku";
import { buildVhost, serves } from "./lib/build.ts";

export default hook("proxy-enable", async (io, app) => {
  if (await serves(io, app)) await buildVhost(io, app);
});
