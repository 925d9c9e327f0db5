#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

export default hook("post-app-rename-setup", ({ env }, old, app) => properties("buildpacks", env).rename(old, app));
