#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";

const { existsSync } = process.getBuiltinModule("node:fs");

export default hook("post-restore", async (io) => {
  if (!existsSync(join(io.env.DOKKU_LIB_ROOT ?? "", "data/nginx-vhosts")) || io.env.HOKKU_NGINX_RELOAD === "0") return;
  const { activateAll } = await import("./lib/restoring.ts");
  await activateAll(io);
});
