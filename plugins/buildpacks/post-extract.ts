#!/usr/bin/env hokku
import { hook } from "hokku";
import { writeBuildpacks } from "./lib/dot-buildpacks.ts";

export default hook("post-extract", (io, app, source) => writeBuildpacks(io, app, source));
