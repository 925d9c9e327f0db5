#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { copyApp } from "./lib/copy-app.ts";

export default hook("post-app-rename-setup", async (io, old, app) => {
  properties("git", io.env).rename(old, app);
  await copyApp(io, old, app);
});
