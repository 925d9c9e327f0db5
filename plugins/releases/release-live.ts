#!/usr/bin/env hokku
import { hook } from "hokku";

export default hook("release-live", async (io, app, _tag, image = "") => {
  const [{ writeDown }, { prune }] = await Promise.all([import("./lib/write-down.ts"), import("./lib/prune.ts")]);
  if (await writeDown(io, app, image)) await prune(io, app);
});

/** Loads what it takes, while an image is built. */
export const warm = () => Promise.all([import("./lib/write-down.ts"), import("./lib/prune.ts")]).then(() => {});
