#!/usr/bin/env hokku
import { hook } from "hokku";
import { apps } from "hokku/apps";
import { drainAll } from "./lib/store.ts";

/** A host that comes from a Dokku before 0.38 has its options in files. */
export default hook("install", async (io) => {
  for (const app of apps(io.env)) await drainAll(io, app);
});
