#!/usr/bin/env hokku
import { hook } from "hokku";
import { placeFile } from "hokku/build-tool";
import nixpacks from "./lib/settings.ts";

export default hook("core-post-extract", (io, app, source) => placeFile(io, app, source, nixpacks, "nixpackstoml-path"));
