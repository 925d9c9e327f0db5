#!/usr/bin/env hokku
import { hook } from "hokku";
import { configure } from "./lib/configure.ts";
import type { PortMap } from "./lib/port-map.ts";
import { customPorts, setCustomPorts } from "./lib/ports.ts";
import { keyOf } from "./lib/usual-port.ts";

/** Without domains, an app cannot stay at ports that it shares with others: its mappings move to ports of its own. */
export default hook("pre-disable-vhost", async (io, app) => {
  const moved: PortMap[] = [];
  for (const map of customPorts(app, io.env)) {
    const key = keyOf(map);
    moved.push(key ? { ...map, host: await configure(io, app, key) } : map);
  }
  setCustomPorts(app, io.env, moved);
});
