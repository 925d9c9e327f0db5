#!/usr/bin/env hokku
import { hook } from "hokku";
import { isApp } from "hokku/apps";
import { properties } from "hokku/properties";
import { writeState } from "./lib/state.ts";

/** A clone has the settings, not the containers. */
export default hook("post-app-clone-setup", (io, old, fresh) => {
  properties("scheduler-docker-local", io.env).clone(old, fresh);
  if (isApp(fresh, io.env)) writeState(fresh, io.env, {});
});
