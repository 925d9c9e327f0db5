#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { customPorts, setCustomPorts } from "./lib/ports.ts";

export default hook("post-certs-remove", ({ env }, app) => {
  properties("proxy", env).set(app, "proxy-ssl-port", "");
  setCustomPorts(
    app,
    env,
    customPorts(app, env).filter(({ scheme, host }) => scheme !== "https" || host !== 443),
  );
});
