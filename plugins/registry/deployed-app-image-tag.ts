#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { pushedTag } from "./lib/names.ts";

/** The pushed release; nothing, and so the tag it was built with, where nothing was pushed. */
export default hook("deployed-app-image-tag", (io, app) => {
  const tag = pushedTag(io.env, app);
  if (tag) write(io, `${tag}\n`);
});
