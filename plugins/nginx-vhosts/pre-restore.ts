#!/usr/bin/env hokku
import { join } from "node:path";
import { hook, trouble } from "hokku";
import { properties } from "hokku/properties";
import { GLOBAL } from "hokku/scope";
import { complaintOfHost } from "./lib/check.ts";
import { isRunning, reload } from "./lib/control.ts";
import { heal } from "./lib/heal.ts";
import { inTurn } from "./lib/turn.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * After a boot: nginx that did not come up, for one bad vhost perhaps, comes up now, unless somebody stopped it for good. One that runs is left
 * alone: what it has not taken yet comes in `post-restore`.
 */
export default hook("pre-restore", async (io) => {
  if (!existsSync(join(io.env.DOKKU_LIB_ROOT ?? "", "data/nginx-vhosts")) || io.env.HOKKU_NGINX_RELOAD === "0") return;
  if (properties("nginx", io.env).get(GLOBAL, "proxy-status") === "stopped" || isRunning(io)) return;
  const restored = inTurn(io, async (turn) => {
    if (await complaintOfHost(turn)) await heal(turn);
    await reload(turn);
  });
  await restored.catch((error: unknown) => trouble(error instanceof Error ? error.message : String(error)));
});
