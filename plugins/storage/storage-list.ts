#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { mounted } from "./lib/attachment.ts";
import { asColons, asRow } from "./lib/mount.ts";

/** Contract: one mount a line as `host:container[:options]`, or all as JSON. */
export default hook("storage-list", (io, app, phase, format) => {
  const all = mounted(io.env, app, phase);
  if (format === "json") write(io, `${JSON.stringify(all.map(asRow))}\n`);
  else for (const one of all) write(io, `${asColons(one)}\n`);
});
