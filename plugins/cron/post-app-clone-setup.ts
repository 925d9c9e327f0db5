#!/usr/bin/env hokku
import { hook } from "hokku";
import { keepSuspended } from "./lib/new-name.ts";
import { forgetRuns } from "./lib/runs.ts";

/** The clone's jobs have not run yet. */
export default hook("post-app-clone-setup", async (io, old, app) => {
  forgetRuns(app, io.env);
  await keepSuspended(io, old, app);
});
