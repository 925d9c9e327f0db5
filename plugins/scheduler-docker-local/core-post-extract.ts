#!/usr/bin/env hokku
import { hook } from "hokku";
import { extracted } from "hokku/deploy/extracted";
import { readSource } from "hokku/source-file";
import { appJsonOfChecks, renderedChecks } from "./lib/checks-file.ts";

/** Keeps the CHECKS file that came with the source; a broken one is refused before anything is built. */
export default hook("core-post-extract", async (io, app, source) => {
  const text = readSource(source, "CHECKS");
  const checks = text && (await renderedChecks(text, app, io.env));
  if (checks !== undefined) appJsonOfChecks(checks);
  extracted("scheduler-docker-local", "CHECKS", app, io.env).take(checks);
});
