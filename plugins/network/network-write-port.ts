#!/usr/bin/env hokku
import { hook } from "hokku";
import { existingApp } from "hokku/apps";
import { writeState } from "./lib/listeners.ts";

export default hook("network-write-port", ({ env }, app, type, index, port) =>
  writeState(env, existingApp(app, env), "PORT", type, index, port),
);
