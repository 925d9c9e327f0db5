#!/usr/bin/env hokku
import { hook } from "hokku";
import { buildVhost, serves } from "./lib/build.ts";
import { kept, LEGACY } from "./lib/template.ts";

/** The new containers are up and their addresses written: traffic moves to them now. */
export default hook("core-post-deploy", async (io, app) => {
  if (!(await serves(io, app))) return;
  await buildVhost(io, app);
  for (const name of ["nginx.conf.sigil", ...LEGACY]) kept(app, name, io.env).settle();
});
