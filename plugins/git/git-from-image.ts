#!/usr/bin/env hokku
import { hook } from "hokku";
import { deployFromImage } from "./lib/from-image.ts";

/** Deploys an image through a Dockerfile of one line. Contract: `git-from-image`, 0.25.5. */
export default hook("git-from-image", (io, app, image, buildDir, name, email) =>
  deployFromImage(io, app, image, buildDir, { name, email }),
);
