#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";
import { appRoot } from "hokku/apps";
import { stateFiles } from "./lib/state.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

export default hook("scheduler-is-deployed", ({ env }, scheduler, app) => {
  if (scheduler !== "docker-local") return 0;
  const names = Object.keys(stateFiles(app, env));
  return names.some((name) => name.startsWith("CONTAINER.")) || existsSync(join(appRoot(app, env), "CONTAINER")) ? 0 : 1;
});
