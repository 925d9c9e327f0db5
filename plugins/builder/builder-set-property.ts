#!/usr/bin/env hokku
import { hook } from "hokku";
import { knownProperty, properties } from "hokku/properties";
import { KEYS } from "./lib/settings.ts";

export default hook("builder-set-property", ({ env }, app, key, value) =>
  properties("builder", env).set(app, knownProperty(key, KEYS), value),
);
