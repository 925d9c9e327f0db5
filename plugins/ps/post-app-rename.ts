#!/usr/bin/env hokku
import { hook } from "hokku";
import { rebuild } from "./lib/rebuild.ts";

export default hook("post-app-rename", (io, _old, fresh) => (io.env.SKIP_REBUILD === "true" ? undefined : rebuild(io, fresh)));
