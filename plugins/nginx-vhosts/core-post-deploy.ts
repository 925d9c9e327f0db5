#!/usr/bin/env hokku
import { hook } from "hokku";
import { refreshVhost } from "./lib/serves.ts";
import { kept, LEGACY } from "./lib/template.ts";

/** The new containers are up and their addresses written: traffic moves to them now. */
export default hook("core-post-deploy", async (io, app) => {
  if (!(await refreshVhost(io, app))) return;
  for (const name of ["nginx.conf.sigil", ...LEGACY]) kept(app, name, io.env).settle();
});
