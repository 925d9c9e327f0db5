#!/usr/bin/env hokku
import { hook } from "hokku";
import { isFolder } from "hokku/properties";
import { folder } from "./lib/records.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

export default hook("post-delete", ({ env }, app) => {
  if (isFolder(app)) rmSync(folder(app, env), { recursive: true, force: true });
});
