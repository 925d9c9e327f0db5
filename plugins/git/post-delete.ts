#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";
import { properties } from "hokku/properties";

const { rmSync } = process.getBuiltinModule("node:fs");

export default hook("post-delete", ({ env }, app) => {
  properties("git", env).destroy(app);
  rmSync(join(env.DOKKU_LIB_ROOT ?? "", "data", "git", app), { recursive: true, force: true });
});
