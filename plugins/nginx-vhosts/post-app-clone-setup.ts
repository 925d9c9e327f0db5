#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { removeVhost } from "./lib/vhost-file.ts";

/** A copy has the same settings; its vhost is made when it is deployed. */
export default hook("post-app-clone-setup", (io, old, fresh) => {
  properties("nginx", io.env).clone(old, fresh);
  removeVhost(fresh, io.env);
});
