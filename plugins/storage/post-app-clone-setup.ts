#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

/** The clone mounts the same entries: nobody's data is copied. */
export default hook("post-app-clone-setup", ({ env }, old, app) => properties("storage", env).clone(old, app));
