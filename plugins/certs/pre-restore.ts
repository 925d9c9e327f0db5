#!/usr/bin/env hokku
import { hook } from "hokku";
import { apps } from "hokku/apps";
import { finish } from "./lib/store.ts";

/** A host that went down while a certificate was replaced has both halves of the new one before nginx starts. */
export default hook("pre-restore", async (io) => {
  for (const app of apps(io.env)) await finish(io, app);
});
