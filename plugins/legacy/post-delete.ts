#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

export default hook("post-delete", ({ env }, app) => properties("legacy", env).destroy(app));
