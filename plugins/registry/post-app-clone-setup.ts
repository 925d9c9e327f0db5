#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

/** Settings and credentials are the same; nothing of the clone has been pushed yet, and it pushes to a place of its own. */
export default hook("post-app-clone-setup", ({ env }, _old, app) => properties("registry", env).set(app, "tag-version", ""));
