#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

export default hook("post-app-clone-setup", ({ env }, old, app) => properties("docker-options", env).clone(old, app));
