#!/usr/bin/env hokku
import { answer, hook, trigger } from "hokku";
import { serves } from "./lib/serves.ts";
import { kept, LEGACY } from "./lib/template.ts";

/** What the source brought counts from now on: nginx has taken it. */
export default hook("proxy-build-config", async (io, app) => {
  if (!(await serves(io, app))) return;
  if ((await answer(io, "network-config-exists", app)) === "true") await trigger(io, "network-build-config", app);
  const { buildVhost } = await import("./lib/build.ts");
  await buildVhost(io, app);
  for (const name of ["nginx.conf.sigil", ...LEGACY]) kept(app, name, io.env).settle();
});
