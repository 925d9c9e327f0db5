#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { chosenProxy } from "./lib/chosen.ts";

/** An app whose proxy brings certificates is served by https. */
export default hook("certs-force", async (io, app) => {
  if ((await chosenProxy(io, app))?.bringsCertificates?.(io, app)) write(io, "true\n");
});
