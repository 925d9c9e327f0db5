#!/usr/bin/env hokku
import { hook } from "hokku";
import { refreshVhost } from "./lib/serves.ts";

/** The vhost goes; the domains stay, so that proxy:enable brings back what was there. */
export default hook("proxy-disable", async (io, app) => {
  await refreshVhost(io, app);
});
