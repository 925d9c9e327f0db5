#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";
import { properties } from "hokku/properties";
import { clearVhost } from "./lib/clear.ts";

export default hook("post-delete", async (io, app) => {
  properties("nginx", io.env).destroy(app);
  appData("nginx-vhosts", io.env).destroy(`app-${app}`);
  await clearVhost(io, app);
});
