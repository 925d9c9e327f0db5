#!/usr/bin/env hokku
import { normalize } from "node:path";
import { Exit, hook } from "hokku";
import { extracted } from "hokku/deploy/extracted";
import { readSource } from "hokku/source-file";
import { parseProcfile } from "./lib/procfile.ts";
import ps from "./lib/settings.ts";

/** Keeps the Procfile that came with the source; a broken one is refused before anything is built. */
export default hook("core-post-extract", (io, app, source) => {
  const path = normalize(ps.of(app, "procfile-path", io.env)).replace(/^\/+/, "");
  if (path.split("/").includes(".."))
    throw new Exit(1, `procfile-path ${path} leads out of the source; use: dokku ps:set ${app} procfile-path <path>`);
  const text = readSource(source, path);
  if (text !== undefined) parseProcfile(text);
  extracted("ps", "Procfile", app, io.env).take(text);
});
