#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

/** Code that does not come as an image makes the image of before meaningless. */
export default hook("deploy-source-set", ({ env }, app, type) => {
  if (type !== "docker-image") properties("git", env).set(app, "source-image", "");
});
