#!/usr/bin/env hokku
import { hook } from "hokku";
import { claimPublicPort } from "./lib/public-ports.ts";
import { serves } from "./lib/serves.ts";
import { ensureRunning } from "./lib/start.ts";
import { upstreams } from "./lib/upstreams.ts";

/** The app is at its public port from now on; the daemon is started, or brought back, where that is needed. */
export default hook("core-post-deploy", async (io, app) => {
  if (!upstreams(io.env.DOKKU_ROOT ?? "", app).length || !(await serves(io, app))) return;
  await ensureRunning(io, app, await claimPublicPort(app, io.env));
});
