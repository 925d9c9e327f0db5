#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { properties } from "hokku/properties";
import { proxyPort } from "./lib/ports.ts";

export default hook("ports-get-property", (io, app, key) => {
  const ofProxy = key === "proxy-port" || key === "proxy-ssl-port";
  write(io, `${ofProxy ? proxyPort(app, io.env, key) : properties("ports", io.env).get(app, key)}\n`);
});
