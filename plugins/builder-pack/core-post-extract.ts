#!/usr/bin/env hokku
import { hook } from "hokku";
import { placeFile } from "hokku/build-tool";
import pack from "./lib/settings.ts";

export default hook("core-post-extract", (io, app, source) => placeFile(io, app, source, pack, "projecttoml-path"));
