#!/usr/bin/env hokku
import { join } from "node:path";
import { hook, trouble } from "hokku";
import { properties } from "hokku/properties";
import { GLOBAL } from "hokku/scope";
import { isNamed, serves } from "./lib/serves.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * A new app's names lead to it from the beginning, with nothing behind them yet: 502, and no other app's page. Without a name it would
 * be a port of the host that nobody asked for. What nginx does not like is no reason to have no app.
 */
export default hook("post-create", async (io, app) => {
  if (!existsSync(join(io.env.DOKKU_LIB_ROOT ?? "", "data/nginx-vhosts"))) return;
  if (properties("nginx", io.env).get(GLOBAL, "proxy-status") === "stopped") return;
  if (!(await serves(io, app)) || !(await isNamed(io, app))) return;
  const { buildVhost } = await import("./lib/build.ts");
  await buildVhost({ ...io, stdout: () => {} }, app).catch((error: unknown) =>
    trouble(error instanceof Error ? error.message : String(error)),
  );
});
