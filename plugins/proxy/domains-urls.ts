#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { chosenProxy } from "./lib/chosen.ts";

/** Where an app is reached whose proxy does not go by domains. */
export default hook("domains-urls", async (io, app) => {
  for (const url of (await (await chosenProxy(io, app))?.urls?.(io, app)) ?? []) write(io, `${url}\n`);
});
