import { join } from "node:path";
import { builder } from "hokku/builder";
import { appEnvironment } from "hokku/environment";

const { existsSync } = process.getBuiltinModule("node:fs");

export default builder({
  formerly: "buildpack",
  /** Who names a buildpack wants one, also beside a Dockerfile. */
  detect: ({ env }, app, source) => Boolean(appEnvironment(app, env).BUILDPACK_URL) || existsSync(join(source, ".buildpacks")),
  begin: async (io, app, source, image) => (await import("./lib/build.ts")).makeSourceImage(io, app, source, image),
  build: async (io, app, _source, image) => (await import("./lib/build.ts")).build(io, app, image),
});
