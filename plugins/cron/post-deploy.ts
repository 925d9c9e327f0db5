#!/usr/bin/env hokku
import { hook } from "hokku";
import { rewrite } from "./lib/suspend.ts";

/** The new release's jobs count. */
export default hook("post-deploy", (io, app) => rewrite(io, app));
