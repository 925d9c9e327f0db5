#!/usr/bin/env hokku
import { isIP } from "node:net";
import { hook, write } from "hokku";
import { properties } from "hokku/properties";
import { inspect, ownAddress } from "./lib/address.ts";
import { staticListener } from "./lib/listeners.ts";

/** A container's own address, for checks; where the proxy reaches it is the answer to `network-get-listeners`. */
export default hook("network-get-ipaddr", async (io, app, type, id) => {
  const fixed = type === "web" ? staticListener(io.env, app) : "";
  const container = fixed ? undefined : await inspect(io, id);
  const initial = properties("network", io.env).computed(app, "initial-network");
  write(io, `${fixed ? addressOf(fixed) : container ? ownAddress(container, initial) : ""}\n`);
});

function addressOf(listener: string): string {
  const host = listener.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return isIP(listener) ? listener : isIP(host) ? host : "127.0.0.1";
}
