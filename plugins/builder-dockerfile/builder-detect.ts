#!/usr/bin/env hokku
import { join } from "node:path";
import { hook, write } from "hokku";

const { existsSync } = process.getBuiltinModule("node:fs");

/** A Dockerfile is built where no other builder wants the source. */
export default hook("builder-detect", (io, _app, source) => {
  if (existsSync(join(source, "Dockerfile"))) write(io, "dockerfile\n");
});
