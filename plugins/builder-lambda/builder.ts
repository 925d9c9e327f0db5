import { join } from "node:path";
import { type BuildTool, ready } from "hokku/build-tool";
import { builder } from "hokku/builder";

const { existsSync } = process.getBuiltinModule("node:fs");

const TOOL: BuildTool = { program: "lambda-builder", page: "https://github.com/dokku/lambda-builder", file: "lambda.yml" };

export default builder({
  formerly: "lambda",
  detect: (_io, _app, source) => existsSync(join(source, TOOL.file)),
  begin: (io, _app, source) => ready(io, source, TOOL),
  build: async (io, app, source, image) => (await import("./lib/build.ts")).build(io, app, source, image),
});
