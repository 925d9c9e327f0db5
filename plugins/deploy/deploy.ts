#!/usr/bin/env hokku
import { hook } from "hokku";
import { existingApp } from "hokku/apps";
import { schedulerOf } from "./lib/deployed.ts";
import { deployImage } from "./lib/deployment.ts";
import { whileRecorded } from "./lib/record.ts";

/** Runs an image of an app anew, all of it or one process type. Contract: `deploy`, 0.26. */
export default hook("deploy", (io, app, tag = "latest", processType) =>
  whileRecorded(io, existingApp(app, io.env), "deploy", async (inside) =>
    deployImage(inside, await schedulerOf(inside, app), app, tag || "latest", processType || undefined),
  ),
);
