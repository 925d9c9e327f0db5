#!/usr/bin/env hokku
import { hook } from "hokku";
import { extracted } from "hokku/deploy/extracted";
import { properties } from "hokku/properties";

/** The release is live: its Procfile counts, and it comes back after a reboot. */
export default hook("core-post-deploy", (io, app) => {
  extracted("ps", "Procfile", app, io.env).settle();
  properties("ps", io.env).set(app, "restore", "true");
});
