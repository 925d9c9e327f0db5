#!/usr/bin/env hokku
import { hook } from "hokku";
import { folder } from "./lib/records.ts";

const { existsSync, renameSync, rmSync } = process.getBuiltinModule("node:fs");

/** Its past goes with an app, and not to a copy of it. The images go with the old name: a rollback builds them again. */
export default hook("post-app-rename-setup", ({ env }, from, to) => {
  if (!existsSync(folder(from, env))) return;
  rmSync(folder(to, env), { recursive: true, force: true });
  renameSync(folder(from, env), folder(to, env));
});
