#!/usr/bin/env hokku
import { hook } from "hokku";
import { schedulerOf } from "hokku/deployed";
import { refreshVhost } from "./lib/serves.ts";

/** Schedulers that switch one process type at a time move web's traffic early; docker-local switches all types at once. */
export default hook("scheduler-post-deploy-process", async (io, app, type) => {
  if (type !== "web" || (await schedulerOf(io, app)) === "docker-local") return;
  await refreshVhost(io, app);
});
