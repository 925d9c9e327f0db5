#!/usr/bin/env hokku
import { join } from "node:path";
import { command, type Io, step } from "hokku";
import { deployLock } from "hokku/deploy/lock";
import { readText } from "hokku/files";
import { heldBy } from "hokku/lock";
import { endTree } from "../lib/end-tree.ts";
import { removeBuildContainers } from "../lib/leftovers.ts";
import { close, isRunning, read, records, shown } from "../lib/records.ts";

export default command({
  name: "builds:cancel",
  summary: "Stop the build or deploy of an app that is under way, with everything it started",
  args: "<app>",
  examples: ["dokku builds:cancel node-app"],
  run: async ({ words: { app }, io }) => {
    const holder = heldBy(deployLock(app, io.env));
    if (!holder) {
      step(io, nothing(io, app));
      return { app };
    }
    step(io, `Killing app deploy: ${holder.what}, since ${holder.since}`);
    // Before it ends, as it would then write down that it has failed.
    for (const { id } of records(app, io.env).filter(isRunning)) close(app, id, "canceled", -1, io.env);
    await endTree(holder.pid);
    await removeBuildContainers(io, app);
    return { app, canceled: holder.what };
  },
  text: ({ app, canceled }, io) => {
    if (canceled) step(io, `Stopped; what was deployed of ${app} before still runs`);
  },
});

/** Why there is nothing to stop. Contract: Dokku's lock, a file with the build's id in it; one without is of `apps:lock`. */
function nothing({ env }: Io, app: string): string {
  const id = readText(join(env.DOKKU_LIB_ROOT ?? "", "data", "apps", app, ".deploy.lock"))?.trim();
  const build = id && read(app, id, env);
  if (!build) return "App not currently deploying";
  const { display_status: status } = shown(build, env);
  if (status !== "abandoned") return `Build ${id} is no longer running (status=${status}); leaving record untouched`;
  close(app, build.id, "failed", -1, env);
  return "Build was already terminated, marking failed";
}
