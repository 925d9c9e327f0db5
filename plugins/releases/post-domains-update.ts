#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

/** Domains count at once; of an app that is live, another set of them is another release. */
export default hook("post-domains-update", async (io, app) => {
  const { versions } = await import("./lib/records.ts");
  if (properties("common", io.env).get(app, "deployed") !== "true" || !versions(app, io.env).length) return;
  if (io.env.DOKKU_DEPLOYING === app) return; // the release that comes has them
  const { writeDown } = await import("./lib/write-down.ts");
  await writeDown(io, app);
});
