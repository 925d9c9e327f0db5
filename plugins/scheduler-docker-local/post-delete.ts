#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";
import { isFolder } from "hokku/properties";
import { folder } from "./lib/kept-output.ts";
import { containersOf, removeContainers } from "./lib/stop.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

export default hook("post-delete", async (io, app) => {
  await removeContainers(io, app, await containersOf(io, app, true));
  appData("scheduler-docker-local", io.env).destroy(app);
  if (isFolder(app)) rmSync(folder(app, io.env), { recursive: true, force: true });
});
