#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

export default hook("post-app-clone-setup", ({ env }, old, app) => properties("buildpacks", env).clone(old, app));
