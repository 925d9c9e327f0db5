#!/usr/bin/env hokku
import { hook, trouble } from "hokku";
import { properties } from "hokku/properties";
import { GLOBAL } from "hokku/scope";
import { startNginx } from "./lib/stopped.ts";

/** After a boot: nginx that did not come up, for one bad vhost perhaps, comes up now. */
export default hook("pre-restore", async (io) => {
  if (properties("nginx", io.env).get(GLOBAL, "proxy-status") !== "started") return;
  await startNginx(io).catch((error: unknown) => trouble(error instanceof Error ? error.message : String(error)));
});
