#!/usr/bin/env hokku
import { hook } from "hokku";
import { existingApp } from "hokku/apps";
import { confirmDestroying } from "hokku/confirm";
import { destroy } from "./lib/destroy.ts";

/** Contract: the name is asked for here too, unless `DOKKU_APPS_FORCE_DELETE=1`. */
export default hook("app-destroy", async (io, app) => {
  existingApp(app, io.env);
  await confirmDestroying(io, "app", app, false);
  await destroy(io, app);
});
