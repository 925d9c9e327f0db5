#!/usr/bin/env hokku
import { hook } from "hokku";
import { GLOBAL } from "hokku/scope";
import { switched } from "./lib/switch.ts";

/** The variable `NO_VHOST` is a switch of ours: turned by `config:set`, it does what `domains:disable` does but for the names. */
export default hook("post-config-update", async (io, scope, _action, ...keys) => {
  if (scope !== GLOBAL && keys.includes("NO_VHOST")) await switched(io, scope);
});
