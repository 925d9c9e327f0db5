#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";
import { clearVhost } from "./lib/clear.ts";
import { vhostFile } from "./lib/vhost-file.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

export default hook("post-delete", async (io, app) => {
  appData("nginx-vhosts", io.env).destroy(`app-${app}`);
  // Most apps of a host without domains have none, and the turn to change vhosts takes a program.
  if (existsSync(vhostFile(app, io.env))) await clearVhost(io, app);
});
