#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { knownProperty, properties } from "hokku/properties";
import { KEYS } from "./lib/settings.ts";

export default hook("git-get-property", (io, app, key) =>
  write(io, `${properties("git", io.env).get(app, knownProperty(key, KEYS))}\n`),
);
