#!/usr/bin/env hokku
import { hook } from "hokku";
import { existingApp } from "hokku/apps";
import { whileRecorded } from "hokku/build-record";
import { schedulerOf } from "hokku/deployed";
import { deployImage } from "hokku/deployment";

/** Runs an image of an app anew, all of it or one process type. Contract: `deploy`, 0.26. */
export default hook("deploy", (io, app, tag = "latest", processType) =>
  whileRecorded(io, existingApp(app, io.env), "deploy", async (inside) =>
    deployImage(inside, await schedulerOf(inside, app), app, tag || "latest", processType || undefined),
  ),
);
