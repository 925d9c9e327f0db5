#!/usr/bin/env hokku
import { hook } from "hokku";
import { serves } from "./lib/build.ts";
import { forgetPorts } from "./lib/forget-ports.ts";

/** With domains, an app is at the usual ports again. */
export default hook("pre-enable-vhost", async (io, app) => {
  if (await serves(io, app)) await forgetPorts(io, app, () => true);
});
