#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { copyApp } from "./lib/copy-app.ts";
import { DEPLOYED } from "./lib/revision.ts";

export default hook("post-app-clone-setup", async (io, old, app) => {
  properties("git", io.env).set(app, DEPLOYED, "");
  await copyApp(io, old, app);
});
