#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { domainsOf, isEnabled } from "./lib/vhosts.ts";

export default hook("domains-list", (io, app) => {
  if (isEnabled(app, io.env)) for (const domain of domainsOf(app, io.env)) write(io, `${domain}\n`);
});
