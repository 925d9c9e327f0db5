#!/usr/bin/env hokku
import { hook } from "hokku";
import { apps } from "hokku/apps";
import { clearVhost } from "./lib/clear.ts";
import { serves } from "./lib/serves.ts";

export default hook("proxy-clear-config", async (io, app) => {
  for (const one of app === "--all" ? apps(io.env) : [app]) if (await serves(io, one)) await clearVhost(io, one);
});
