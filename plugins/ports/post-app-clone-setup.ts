#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { USUAL } from "./lib/usual-port.ts";

/** A copy has the same mappings, but a port of its own is the original's alone. */
export default hook("post-app-clone-setup", ({ env }, _old, fresh) => {
  for (const key of Object.keys(USUAL)) properties("ports", env).set(fresh, `own-${key}`, "");
});
