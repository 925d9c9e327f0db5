import { heldBy } from "hokku/lock";
import { report } from "hokku/report";
import { as, WHOLE, YES_NO } from "hokku/report-schema";
import { places } from "./places.ts";
import { publicPort } from "./public-ports.ts";
import { serves } from "./serves.ts";

/** `port-proxy:report` and its part of `dokku report`. */
export const portProxyReport = report({
  plugin: "port-proxy",
  keys: {
    "port-proxy-port": as(WHOLE, ({ env }, app) => String(publicPort(app, env) ?? "")),
    "port-proxy-serves": as(YES_NO, async (io, app) => String(await serves(io, app))),
    "port-proxy-running": as(YES_NO, ({ env }) => String(heldBy(places(env).lock) !== undefined)),
  },
});
