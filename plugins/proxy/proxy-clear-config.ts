#!/usr/bin/env hokku
import { hook } from "hokku";
import { apps } from "hokku/apps";
import { chosenProxy } from "./lib/chosen.ts";

export default hook("proxy-clear-config", async (io, app) => {
  for (const one of app === "--all" ? apps(io.env) : [app]) await (await chosenProxy(io, one))?.clear?.(io, one);
});
