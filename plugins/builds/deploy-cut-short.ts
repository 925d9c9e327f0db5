#!/usr/bin/env hokku
import { hook } from "hokku";
import { endAll, startedBy } from "./lib/end-tree.ts";
import { removeBuildContainers } from "./lib/leftovers.ts";

/** Whoever was killed could not end what he had started: a build that goes on would take the next one's place. */
export default hook("deploy-cut-short", async (io, app, deployer) => {
  await endAll(startedBy(deployer));
  await removeBuildContainers(io, app);
});
