#!/usr/bin/env hokku
import { hook } from "hokku";
import { forget } from "./lib/state.ts";

/** A copy has other domains. */
export default hook("post-app-clone-setup", ({ env }, _old, fresh) => forget(fresh, env));
