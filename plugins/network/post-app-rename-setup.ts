#!/usr/bin/env hokku
import { hook } from "hokku";
import { forgetListeners } from "./lib/listeners.ts";

export default hook("post-app-rename-setup", ({ env }, _old, app) => forgetListeners(env, app));
