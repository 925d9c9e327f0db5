#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { properties } from "hokku/properties";

/** The builder that somebody has chosen. */
export default hook("builder-detect", (io, app) => {
  const selected = properties("builder", io.env).computed(app, "selected");
  if (selected) write(io, `${selected}\n`);
});
