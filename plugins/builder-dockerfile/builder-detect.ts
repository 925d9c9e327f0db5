#!/usr/bin/env hokku
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hook, write } from "hokku";

/** A Dockerfile is built where no other builder wants the source. */
export default hook("builder-detect", (io, _app, source) => {
  if (existsSync(join(source, "Dockerfile"))) write(io, "dockerfile\n");
});
