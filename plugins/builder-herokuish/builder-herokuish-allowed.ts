#!/usr/bin/env hokku
import { hook } from "hokku";
import herokuish from "./lib/settings.ts";

/** Contract: the exit code is the answer. */
export default hook("builder-herokuish-allowed", ({ env }, app) => (herokuish.of(app, "allowed", env) === "true" ? 0 : 1));
