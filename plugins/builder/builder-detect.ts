#!/usr/bin/env hokku
import { hook, write } from "hokku";
import builder from "./lib/settings.ts";

/** The builder that somebody has chosen. */
export default hook("builder-detect", (io, app) => {
  const selected = builder.of(app, "selected", io.env);
  if (selected) write(io, `${selected}\n`);
});
