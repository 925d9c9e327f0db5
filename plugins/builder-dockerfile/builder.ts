import { join } from "node:path";
import { Exit } from "hokku";
import { builder } from "hokku/builder";
import { moveInSource } from "hokku/source-file";
import dockerfile from "./lib/settings.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

export default builder({
  from: "Dockerfile",
  formerly: "dockerfile",
  givesWay: true,
  detect: (_io, _app, source) => existsSync(join(source, "Dockerfile")),
  /** Puts a Dockerfile of another name or place where docker looks for it. Contract: property `dockerfile-path`. */
  prepare: ({ env }, app, source) => {
    const path = dockerfile.of(app, "dockerfile-path", env).replace(/^\/+/, "");
    if (path === "Dockerfile" || moveInSource(source, path, "Dockerfile")) return;
    throw new Exit(
      1,
      `dockerfile-path ${path} is no file of the pushed source; change it: dokku builder-dockerfile:set ${app} dockerfile-path <path>`,
    );
  },
  warm: () => import("./lib/build.ts"),
  build: async (io, app, source, image) => (await import("./lib/build.ts")).build(io, app, source, image),
});
