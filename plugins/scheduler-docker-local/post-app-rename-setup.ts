#!/usr/bin/env hokku
import { hook } from "hokku";
import { isApp } from "hokku/apps";
import { folder, keepOutput } from "./lib/kept-output.ts";
import { writeState } from "./lib/state.ts";
import { containersOf } from "./lib/stop.ts";

const { existsSync, renameSync, rmSync } = process.getBuiltinModule("node:fs");

/** The new app starts containers of its own; those of the old name go with it, and what they have printed is the new one's. */
export default hook("post-app-rename-setup", async (io, old, fresh) => {
  if (!isApp(fresh, io.env)) return;
  writeState(fresh, io.env, {});
  const [from, to] = [folder(old, io.env), folder(fresh, io.env)];
  if (existsSync(from)) {
    rmSync(to, { recursive: true, force: true });
    renameSync(from, to);
  }
  await keepOutput(io, fresh, () => containersOf(io, old, true));
});
