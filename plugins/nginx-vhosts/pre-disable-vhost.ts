#!/usr/bin/env hokku
import { hook } from "hokku";
import { forgetPorts } from "./lib/forget-ports.ts";
import { serves } from "./lib/serves.ts";

/** Without domains, an app cannot stay at ports that it shares with others. */
export default hook("pre-disable-vhost", async (io, app) => {
  if (await serves(io, app)) await forgetPorts(io, app, (port) => port === "80" || port === "443");
});
