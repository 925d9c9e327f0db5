#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";

const { mkdirSync } = process.getBuiltinModule("node:fs");

/** Contract: both folders are there from the first moment on; others write a Procfile or a scale into them. */
export default hook("post-create", ({ env }, app) => {
  for (const kind of ["config", "data"]) mkdirSync(join(env.DOKKU_LIB_ROOT ?? "", kind, "ps", app), { recursive: true });
});
