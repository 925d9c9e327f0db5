#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";
import { readText } from "hokku/files";
import { serves } from "./lib/build.ts";
import { preValidate } from "./lib/pre-validate.ts";
import { setting } from "./lib/settings.ts";
import { kept, LEGACY } from "./lib/template.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Keeps the templates that came with the source; one that cannot work is refused before anything is built. */
export default hook("core-post-extract", async (io, app, source) => {
  if (!existsSync(join(io.env.DOKKU_LIB_ROOT ?? "", "data/nginx-vhosts")) || !(await serves(io, app))) return;
  kept(app, "nginx.conf.sigil", io.env).take(readText(join(source, setting(io, app, "nginx-conf-sigil-path"))));
  for (const name of LEGACY) kept(app, name, io.env).take(readText(join(source, name)));
  if (setting(io, app, "disable-custom-config") !== "true") await preValidate(io, app);
});
