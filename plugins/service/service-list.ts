#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { kinds } from "./lib/kinds.ts";
import { names } from "./lib/state.ts";

/** `plugin:service`, a line each. */
export default hook("service-list", (io, wanted) => {
  const asked = kinds(io.env).filter(([plugin]) => !wanted || plugin === wanted);
  for (const [plugin] of asked) for (const name of names(plugin, io.env)) write(io, `${plugin}:${name}\n`);
});
