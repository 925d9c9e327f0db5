#!/usr/bin/env hokku
import { join, normalize } from "node:path";
import { answer, Exit, hook, trigger, trouble } from "hokku";
import { extracted } from "hokku/deploy/extracted";
import { readSource } from "hokku/source-file";
import { parseAppJson } from "./lib/app-json.ts";
import appJson from "./lib/settings.ts";
import { unheeded } from "./lib/unheeded.ts";

/** Keeps the app.json that came with the source; a broken one is refused before anything is built. */
export default hook("core-post-extract", async (io, app, source) => {
  const path = normalize(appJson.of(app, "appjson-path", io.env)).replace(/^\/+/, "");
  if (path.split("/").includes(".."))
    throw new Exit(1, `appjson-path ${path} leads out of the source; use: dokku app-json:set ${app} appjson-path <path>`);
  const text = readSource(source, join(await answer(io, "builder-get-property", app, "build-dir").catch(() => ""), path));
  if (text !== undefined) parseAppJson(text);
  const ignored = text === undefined ? [] : unheeded(text);
  if (ignored.length) trouble(`app.json: nothing is done with ${ignored.join(", ")}; see docs/app-json.md for what is`);
  const kept = extracted("app-json", "app.json", app, io.env);
  kept.take(text);
  if (text !== undefined) await trigger(io, "app-json-is-valid", app, kept.pending);
});
