#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

export default hook("deploy-source-set", ({ env }, app, source, metadata) => {
  properties("apps", env).set(app, "deploy-source", source);
  properties("apps", env).set(app, "deploy-source-metadata", metadata);
});
