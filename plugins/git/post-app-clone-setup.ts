#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { DEPLOYED } from "hokku/revision";
import { copyApp } from "./lib/copy-app.ts";

export default hook("post-app-clone-setup", async (io, old, app) => {
  properties("git", io.env).set(app, DEPLOYED, "");
  await copyApp(io, old, app);
});
