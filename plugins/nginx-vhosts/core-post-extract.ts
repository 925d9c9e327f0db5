#!/usr/bin/env hokku
import { join } from "node:path";
import { hook, type Io } from "hokku";
import { readSource } from "hokku/source-file";
import { serves } from "./lib/serves.ts";
import { setting } from "./lib/settings.ts";
import { kept, LEGACY, ownTemplate } from "./lib/template.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Keeps the templates that came with the source; one that cannot work is refused before anything is built. */
export default hook("core-post-extract", async (io, app, source) => {
  if (!existsSync(join(io.env.DOKKU_LIB_ROOT ?? "", "data/nginx-vhosts")) || !(await serves(io, app))) return;
  kept(app, "nginx.conf.sigil", io.env).take(readSource(source, setting(io, app, "nginx-conf-sigil-path")));
  for (const name of LEGACY) kept(app, name, io.env).take(readSource(source, name));
  // What makes vhosts is loaded while the image is built, which takes longer.
  setImmediate(() => void import("./lib/build.ts").catch(() => {}));
  if (setting(io, app, "disable-custom-config") === "true" || !isBrought(app, io.env)) return;
  const { preValidate } = await import("./lib/pre-validate.ts");
  await preValidate(io, app);
});

const isBrought = (app: string, env: Io["env"]): boolean =>
  [true, false].some((certified) => ownTemplate(app, certified, env) !== undefined);
