#!/usr/bin/env hokku
import { hook } from "hokku";
import { isApp } from "hokku/apps";
import { properties } from "hokku/properties";
import { writeState } from "./lib/state.ts";

/** The new app starts containers of its own; those of the old name go with it. */
export default hook("post-app-rename-setup", (io, old, fresh) => {
  properties("scheduler-docker-local", io.env).rename(old, fresh);
  if (isApp(fresh, io.env)) writeState(fresh, io.env, {});
});
