import { heldBy } from "hokku/lock";
import { report } from "hokku/report";
import { places } from "./places.ts";
import { publicPort } from "./public-ports.ts";
import { serves } from "./serves.ts";

/** `port-proxy:report` and its part of `dokku report`. */
export const portProxyReport = report({
  plugin: "port-proxy",
  keys: {
    "port-proxy-port": ({ env }, app) => String(publicPort(app, env) ?? ""),
    "port-proxy-serves": async (io, app) => String(await serves(io, app)),
    "port-proxy-running": ({ env }) => String(heldBy(places(env).lock) !== undefined),
  },
});
