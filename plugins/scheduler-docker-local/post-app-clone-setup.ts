#!/usr/bin/env hokku
import { hook } from "hokku";
import { isApp } from "hokku/apps";
import { writeState } from "./lib/state.ts";

/** A clone has the settings, not the containers. */
export default hook("post-app-clone-setup", (io, _old, fresh) => {
  if (isApp(fresh, io.env)) writeState(fresh, io.env, {});
});
