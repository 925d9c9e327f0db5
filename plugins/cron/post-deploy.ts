#!/usr/bin/env hokku
import { hook } from "hokku";
import { scheduledSince } from "./lib/runs.ts";
import { rewrite } from "./lib/suspend.ts";
import { tasksOf } from "./lib/tasks.ts";

/** The new release's jobs count. An app that has none, and had none, changes nothing, and all apps are asked for what is written. */
export default hook("post-deploy", async (io, app) => {
  const hadJobs = Object.keys(scheduledSince(app, io.env)).length > 0;
  if (hadJobs || (await tasksOf(io, app, () => {})).length) await rewrite(io, app);
});
