#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { changePorts } from "./lib/ports.ts";

/** With a certificate, each mapping of http port 80 gains one of https port 443. */
export default hook("post-certs-update", async (io, app) => {
  const proxy = properties("proxy", io.env);
  if (proxy.get(app, "proxy-port") === "80") proxy.set(app, "proxy-port", "");
  if (proxy.get(app, "proxy-ssl-port") === "443") proxy.set(app, "proxy-ssl-port", "");
  await changePorts(io, app, (maps) => {
    const plain = maps.find(({ scheme, host }) => scheme === "http" && host === 80);
    const has = maps.some(({ scheme, host }) => scheme === "https" && host === 443);
    return plain && !has ? [...maps, { ...plain, scheme: "https", host: 443 }] : maps;
  });
});
