#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { changePorts } from "./lib/ports.ts";

export default hook("post-certs-remove", async (io, app) => {
  properties("proxy", io.env).set(app, "proxy-ssl-port", "");
  await changePorts(io, app, (maps) => maps.filter(({ scheme, host }) => scheme !== "https" || host !== 443));
});
