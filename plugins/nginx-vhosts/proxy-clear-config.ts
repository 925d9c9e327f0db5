#!/usr/bin/env hokku
import { hook } from "hokku";
import { apps } from "hokku/apps";
import { serves } from "./lib/build.ts";
import { clearVhost } from "./lib/clear.ts";

export default hook("proxy-clear-config", async (io, app) => {
  for (const one of app === "--all" ? apps(io.env) : [app]) if (await serves(io, one)) await clearVhost(io, one);
});
