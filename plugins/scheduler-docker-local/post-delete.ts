#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";
import { containersOf, removeContainers } from "./lib/stop.ts";

export default hook("post-delete", async (io, app) => {
  await removeContainers(io, app, await containersOf(io, app, true));
  appData("scheduler-docker-local", io.env).destroy(app);
});
