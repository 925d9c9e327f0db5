import { join } from "node:path";
import { builder } from "hokku/builder";

const { existsSync } = process.getBuiltinModule("node:fs");

export default builder({
  from: "Dockerfile",
  formerly: "dockerfile",
  givesWay: true,
  detect: (_io, _app, source) => existsSync(join(source, "Dockerfile")),
  warm: () => import("./lib/build.ts"),
  build: async (io, app, source, image) => (await import("./lib/build.ts")).build(io, app, source, image),
});
