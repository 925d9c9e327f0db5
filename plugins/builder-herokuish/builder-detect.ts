#!/usr/bin/env hokku
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hook, write } from "hokku";
import { appEnvironment } from "hokku/environment";

/** Who names a buildpack wants one, also beside a Dockerfile. */
export default hook("builder-detect", (io, app, source) => {
  if (appEnvironment(app, io.env).BUILDPACK_URL || existsSync(join(source, ".buildpacks"))) write(io, "herokuish\n");
});
