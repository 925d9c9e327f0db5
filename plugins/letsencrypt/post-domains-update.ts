#!/usr/bin/env hokku
import { hook, trouble } from "hokku";
import { isActive } from "./lib/state.ts";

export default hook("post-domains-update", ({ env }, app, action) => {
  if ((action === "add" || action === "set") && isActive(app, env))
    trouble(`Please run dokku letsencrypt:enable ${app} to add https support to the new domain`);
});
