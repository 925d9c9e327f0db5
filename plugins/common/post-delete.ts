#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";

const { existsSync, readdirSync, rmSync } = process.getBuiltinModule("node:fs");

export default hook("post-delete", ({ env }, app) => {
  const locks = join(env.DOKKU_LIB_ROOT ?? "", "data", "locks");
  for (const name of existsSync(locks) ? readdirSync(locks) : [])
    if (name.slice(name.indexOf(".") + 1) === app) rmSync(join(locks, name));
});
