#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { deployLock } from "hokku/deploy-lock";
import { heldBy } from "hokku/lock";
import { endTree } from "../lib/end-tree.ts";
import { removeBuildContainers } from "../lib/leftovers.ts";

export default command({
  name: "builds:cancel",
  summary: "Stop the build or deploy of an app that is under way, with everything it started",
  args: "<app>",
  examples: ["dokku builds:cancel node-app"],
  run: async ({ words: { app }, io }) => {
    const holder = heldBy(deployLock(app, io.env));
    if (!holder) throw new Exit(1, `Nothing of ${app} is being built or deployed`);
    step(io, `Stopping ${holder.what} of ${app}, since ${holder.since}`);
    await endTree(holder.pid);
    await removeBuildContainers(io, app);
    return { app, canceled: holder.what };
  },
  text: ({ app }, io) => step(io, `Stopped; what was deployed of ${app} before still runs`),
});
