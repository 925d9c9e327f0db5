#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { customPorts, setCustomPorts } from "./lib/ports.ts";
import { USUAL } from "./lib/usual-port.ts";

/** With domains, an app is at the usual ports again, in mappings of its own too. */
export default hook("pre-enable-vhost", ({ env }, app) => {
  const own = (key: string) => Number(properties("ports", env).get(app, `own-${key}`));
  const usual = new Map(Object.entries(USUAL).map(([key, port]) => [own(key), port]));
  setCustomPorts(
    app,
    env,
    customPorts(app, env).map((map) => ({ ...map, host: usual.get(map.host) ?? map.host })),
  );
});
