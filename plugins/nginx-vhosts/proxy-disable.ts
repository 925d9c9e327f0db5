#!/usr/bin/env hokku
import { hook } from "hokku";
import { buildVhost, serves } from "./lib/build.ts";

/** The vhost goes; the domains stay, so that proxy:enable brings back what was there. */
export default hook("proxy-disable", async (io, app) => {
  if (await serves(io, app)) await buildVhost(io, app);
});
