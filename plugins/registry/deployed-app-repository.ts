#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { pushedTag, serverPrefix } from "./lib/names.ts";

/** Only what was pushed has the registry's name; a server that is set and not used yet must not break a restart. */
export default hook("deployed-app-repository", (io, app) =>
  write(io, `${pushedTag(io.env, app) ? serverPrefix(io.env, app) : ""}\n`),
);
