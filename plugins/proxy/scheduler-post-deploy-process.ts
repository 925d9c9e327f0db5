#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerOf } from "hokku/deploy/deployed";
import { refresh } from "./lib/chosen.ts";

/** Schedulers that switch one process type at a time move web's traffic early; docker-local switches all types at once. */
export default hook("scheduler-post-deploy-process", async (io, app, type) => {
  if (type === "web" && (await schedulerOf(io, app)) !== "docker-local") await refresh(io, app);
});
