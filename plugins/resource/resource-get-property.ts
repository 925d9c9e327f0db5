#!/usr/bin/env hokku
import { Exit, hook, write } from "hokku";
import { properties } from "hokku/properties";
import { DEFAULTS, KINDS, keyOf } from "./lib/store.ts";

/** Contract: the process type's own amount, else the default, else an empty line. */
export default hook("resource-get-property", (io, app, type, kind, key) => {
  const known = KINDS.find((name) => name === kind);
  if (!known) throw new Exit(1, `resource-get-property: ${JSON.stringify(kind)} is neither limit nor reserve`);
  const store = properties("resource", io.env);
  write(io, `${store.get(app, keyOf(type, known, key)) || store.get(app, keyOf(DEFAULTS, known, key))}\n`);
});
