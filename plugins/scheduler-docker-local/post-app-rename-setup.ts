#!/usr/bin/env hokku
import { hook } from "hokku";
import { isApp } from "hokku/apps";
import { writeState } from "./lib/state.ts";

/** The new app starts containers of its own; those of the old name go with it. */
export default hook("post-app-rename-setup", (io, _old, fresh) => {
  if (isApp(fresh, io.env)) writeState(fresh, io.env, {});
});
