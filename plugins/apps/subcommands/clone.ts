#!/usr/bin/env hokku
import { command, step, trigger, trouble } from "hokku";
import { existingApp, isApp } from "hokku/apps";
import { properties } from "hokku/properties";
import { follow, stands } from "../lib/follow.ts";
import { rebuild } from "../lib/rebuild.ts";

export default command({
  name: "apps:clone",
  summary: "Copy an app with its settings to a new name",
  args: "<old-app> <new-app>",
  flags: {
    "skip-deploy": { type: "boolean", summary: "do not build and deploy the new app" },
    "ignore-existing": { type: "boolean", summary: "do nothing, and end with 0, where the new name is taken" },
  },
  examples: ["dokku apps:clone node-app node-app-staging"],
  run: async ({ words: { "old-app": old, "new-app": app }, flags, io }) => {
    existingApp(old, io.env);
    const made = properties("apps", io.env).get(app, "cloning-from") !== old && isApp(app, io.env);
    if (made && flags["ignore-existing"]) {
      trouble("Name is already taken");
      return { old, app, cloned: false };
    }
    step(io, `Cloning ${old} to ${app}`);
    await follow(io, "cloning-from", old, app);
    await trigger(io, "post-app-clone-setup", old, app);
    stands(io, "cloning-from", app);
    await rebuild(io, "post-app-clone", old, app, flags["skip-deploy"]);
    return { old, app, cloned: true };
  },
  text: () => {},
});
