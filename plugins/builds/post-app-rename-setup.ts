#!/usr/bin/env hokku
import { hook } from "hokku";
import { moveFolder } from "hokku/files";
import { folder } from "./lib/records.ts";

const { existsSync, rmSync } = process.getBuiltinModule("node:fs");

/** Its past goes with an app, and not to a copy of it. */
export default hook("post-app-rename-setup", ({ env }, from, to) => {
  if (!existsSync(folder(from, env))) return;
  rmSync(folder(to, env), { recursive: true, force: true });
  moveFolder(folder(from, env), folder(to, env));
});
