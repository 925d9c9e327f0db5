#!/usr/bin/env hokku
import { hook } from "hokku";
import { configure } from "./lib/configure.ts";
import { changePorts, customPorts } from "./lib/ports.ts";
import { keyOf } from "./lib/usual-port.ts";

/** Without domains, an app cannot stay at ports that it shares with others: its mappings move to ports of its own. */
export default hook("pre-disable-vhost", async (io, app) => {
  const own = new Map<string, number>();
  for (const key of customPorts(app, io.env).map(keyOf)) if (key) own.set(key, await configure(io, app, key));
  await changePorts(io, app, (maps) => maps.map((map) => ({ ...map, host: own.get(keyOf(map) ?? "") ?? map.host })));
});
