#!/usr/bin/env hokku
import { hook } from "hokku";
import { environmentFiles } from "hokku/environment";
import { properties } from "hokku/properties";

const { rmSync } = process.getBuiltinModule("node:fs");

/** The file in the app's own folder goes with that folder. An app may be called like a plugin whose settings are next to it. */
export default hook("post-delete", ({ env }, app) => {
  rmSync(environmentFiles(app, env).newer, { force: true });
  properties("config", env).destroy(app);
});
