#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { customPorts, setCustomPorts } from "./lib/ports.ts";

/** With a certificate, each mapping of http port 80 gains one of https port 443. */
export default hook("post-certs-update", ({ env }, app) => {
  const proxy = properties("proxy", env);
  if (proxy.get(app, "proxy-port") === "80") proxy.set(app, "proxy-port", "");
  if (proxy.get(app, "proxy-ssl-port") === "443") proxy.set(app, "proxy-ssl-port", "");
  const maps = customPorts(app, env);
  if (maps.some(({ scheme, host }) => scheme === "https" && host === 443)) return;
  const plain = maps.find(({ scheme, host }) => scheme === "http" && host === 80);
  if (plain) setCustomPorts(app, env, [...maps, { ...plain, scheme: "https", host: 443 }]);
});
