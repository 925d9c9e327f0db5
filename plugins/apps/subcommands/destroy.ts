#!/usr/bin/env hokku
import { command } from "hokku";
import { confirmDestroying } from "hokku/confirm";
import { destroy } from "../lib/destroy.ts";

export default command({
  name: "apps:destroy",
  summary: "Delete an app and everything that belongs to it, once its name has been typed",
  args: "<app>",
  flags: { force: { type: "boolean", summary: "do not ask" } },
  examples: ["dokku apps:destroy node-app", "dokku --force apps:destroy node-app"],
  run: async ({ words: { app }, flags: { force }, io }) => {
    await confirmDestroying(io, "app", app, force);
    await destroy(io, app);
    return { app };
  },
  text: () => {},
});
