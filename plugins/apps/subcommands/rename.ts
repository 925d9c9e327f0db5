#!/usr/bin/env hokku
import { command, step, trigger } from "hokku";
import { isApp } from "hokku/apps";
import { destroy } from "../lib/destroy.ts";
import { follow, stands } from "../lib/follow.ts";
import { rebuild } from "../lib/rebuild.ts";

/**
 * The new app is whole before anything of the old one goes, and remembers whom it follows until that is gone: said again
 * after a crash, the same command goes on.
 */
export default command({
  name: "apps:rename",
  summary: "Give an app a new name and deploy it under that",
  args: "<old-app> <new-app>",
  flags: { "skip-deploy": { type: "boolean", summary: "do not build and deploy the app" } },
  examples: ["dokku apps:rename node-app better-name"],
  run: async ({ words: { "old-app": old, "new-app": app }, flags, io }) => {
    step(io, `Renaming ${old} to ${app}`);
    await follow(io, "renaming-from", old, app);
    if (isApp(old, io.env)) {
      await trigger(io, "post-app-rename-setup", old, app);
      await destroy(io, old);
    }
    stands(io, "renaming-from", app);
    await rebuild(io, "post-app-rename", old, app, flags["skip-deploy"]);
    return { old, app };
  },
  text: () => {},
});
