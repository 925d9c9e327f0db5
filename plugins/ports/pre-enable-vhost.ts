#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { changePorts } from "./lib/ports.ts";
import { USUAL } from "./lib/usual-port.ts";

/** With domains, an app is at the usual ports again, in mappings of its own too. */
export default hook("pre-enable-vhost", async (io, app) => {
  const own = (key: string) => Number(properties("ports", io.env).get(app, `own-${key}`));
  const usual = new Map(Object.entries(USUAL).map(([key, port]) => [own(key), port]));
  await changePorts(io, app, (maps) => maps.map((map) => ({ ...map, host: usual.get(map.host) ?? map.host })));
});
