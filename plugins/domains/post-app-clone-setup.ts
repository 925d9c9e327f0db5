#!/usr/bin/env hokku
import { hook } from "hokku";
import { defaultDomains, writeDomains } from "./lib/vhosts.ts";

/** A copy answers under its own default names, never under those of the app it was made from. */
export default hook("post-app-clone-setup", async (io, _old, fresh) =>
  writeDomains(fresh, await defaultDomains(io, fresh), io.env),
);
