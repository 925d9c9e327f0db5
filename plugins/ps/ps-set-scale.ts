#!/usr/bin/env hokku
import { hook } from "hokku";
import { deployTypes } from "./lib/deploy.ts";
import { parsePairs, storeScale } from "./lib/scale.ts";

export default hook("ps-set-scale", async (io, app, skipDeploy, clear, ...pairs) => {
  const scale = parsePairs(pairs);
  storeScale(app, io.env, scale, clear === "true");
  if (skipDeploy !== "true") await deployTypes(io, app, [...scale.keys()]);
});
