#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";
import { extracted } from "hokku/extracted";
import { readText } from "hokku/files";
import { appJsonOfChecks } from "./lib/checks-file.ts";

/** Keeps the CHECKS file that came with the source; a broken one is refused before anything is built. */
export default hook("core-post-extract", (io, app, source) => {
  const text = readText(join(source, "CHECKS"));
  if (text !== undefined) appJsonOfChecks(text);
  extracted("scheduler-docker-local", "CHECKS", app, io.env).take(text);
});
