#!/usr/bin/env hokku
import { hook } from "hokku";
import { forgetPorts } from "./lib/forget-ports.ts";
import { serves } from "./lib/serves.ts";

/** With domains, an app is at the usual ports again. */
export default hook("pre-enable-vhost", async (io, app) => {
  if (await serves(io, app)) await forgetPorts(io, app, () => true);
});
