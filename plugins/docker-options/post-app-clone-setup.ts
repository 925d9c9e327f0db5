#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { drainAll } from "./lib/store.ts";

export default hook("post-app-clone-setup", async (io, old, app) => {
  await drainAll(io, old);
  properties("docker-options", io.env).clone(old, app);
});
