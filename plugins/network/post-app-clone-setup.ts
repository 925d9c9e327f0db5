#!/usr/bin/env hokku
import { hook } from "hokku";
import { forgetListeners } from "./lib/listeners.ts";

/** The clone has no containers yet: addresses that came along lead to the other app. */
export default hook("post-app-clone-setup", ({ env }, _old, app) => forgetListeners(env, app));
