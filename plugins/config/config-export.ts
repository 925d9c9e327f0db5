#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { existingApp } from "hokku/apps";
import { GLOBAL } from "hokku/scope";
import { format, variablesOf } from "./lib/formats.ts";

export default hook("config-export", (io, app, global, merged, name) => {
  const scope = global === "true" || app === GLOBAL ? GLOBAL : existingApp(app, io.env);
  write(io, format(variablesOf(io, scope, merged === "true"), name));
});
