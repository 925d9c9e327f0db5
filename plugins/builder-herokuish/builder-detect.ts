#!/usr/bin/env hokku
import { join } from "node:path";
import { hook, write } from "hokku";
import { appEnvironment } from "hokku/environment";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Who names a buildpack wants one, also beside a Dockerfile. */
export default hook("builder-detect", (io, app, source) => {
  if (appEnvironment(app, io.env).BUILDPACK_URL || existsSync(join(source, ".buildpacks"))) write(io, "herokuish\n");
});
