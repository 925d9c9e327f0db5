#!/usr/bin/env hokku
import { hook } from "hokku";
import { existingApp } from "hokku/apps";
import { writeState } from "./lib/listeners.ts";

export default hook("network-write-ipaddr", ({ env }, app, type, index, ip) =>
  writeState(env, existingApp(app, env), "IP", type, index, ip),
);
