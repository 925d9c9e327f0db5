#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

/** A copy keeps its proxy but not the port the original is reached at. */
export default hook("post-app-clone-setup", ({ env }, _old, fresh) => {
  for (const key of ["proxy-port", "proxy-ssl-port"]) properties("proxy", env).set(fresh, key, "");
});
