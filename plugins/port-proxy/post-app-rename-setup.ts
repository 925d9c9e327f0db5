#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";
import { replaceFile } from "hokku/files";
import { places } from "./lib/places.ts";
import { publicPort } from "./lib/public-ports.ts";

/** A renamed app keeps its public port. */
export default hook("post-app-rename-setup", (io, old, fresh) => {
  const port = publicPort(old, io.env);
  if (port !== undefined) replaceFile(join(places(io.env).ports, String(port)), `${fresh}\n`);
});
