#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { setScale } from "./lib/formation.ts";
import { runTask } from "./lib/script.ts";

/** The release is made and not live yet: its task runs, its scale counts, and on the very first deploy Heroku's postdeploy. */
export default hook("post-release-builder", async (io, _builder, app, image) => {
  await runTask(io, app, image, "release");
  await setScale(io, app);
  const own = properties("app-json", io.env);
  if (properties("common", io.env).get(app, "deployed") === "true" || own.get(app, "heroku.postdeploy") === "executed") return;
  own.set(app, "heroku.postdeploy", "executed");
  await runTask(io, app, image, "first");
});
