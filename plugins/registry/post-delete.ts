#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

/** The credentials lie among the properties and go with them. */
export default hook("post-delete", ({ env }, app) => properties("registry", env).destroy(app));
