#!/usr/bin/env hokku
import { hook } from "hokku";
import { placeFile } from "hokku/build-tool";
import lambda from "./lib/settings.ts";

export default hook("core-post-extract", (io, app, source) => placeFile(io, app, source, lambda, "lambdayml-path"));
