#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

/** Writes down that the app has been deployed once. Contract: Dokku's property `deployed` of `common`. */
export default hook("core-post-deploy", ({ env }, app) => properties("common", env).set(app, "deployed", "true"));
