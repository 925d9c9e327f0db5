#!/usr/bin/env hokku
import { hook } from "hokku";
import { environmentFiles } from "hokku/environment";
import { writeEnvironment } from "./lib/write.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Plugins of all eras read the file without asking whether it is there. */
export default hook("post-create", ({ env }, app) => {
  const { ours, newer } = environmentFiles(app, env);
  if (!existsSync(ours) && !existsSync(newer)) writeEnvironment(app, env, new Map());
});
