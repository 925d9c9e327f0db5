#!/usr/bin/env hokku
import { hook } from "hokku";
import { existingApp } from "hokku/apps";
import { writePublished, writeState } from "./lib/listeners.ts";

/** Who says where a process is reached is believed, more than what was known of it. */
export default hook("network-write-ipaddr", ({ env }, app, type, index, ip) => {
  writeState(env, existingApp(app, env), "IP", type, index, ip);
  writePublished(env, app, `${type}.${index}`, undefined);
});
