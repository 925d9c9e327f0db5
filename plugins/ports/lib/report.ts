import { report } from "hokku/report";
import { as } from "hokku/report-schema";
import { portMapText } from "./port-map.ts";
import { asJson, customPorts, detectedPorts } from "./ports.ts";

const LIST = { type: "array", items: { type: "object" } };

/** `ports:report` and its part of `dokku report`. */
export const portsReport = report({
  plugin: "ports",
  keys: {
    "ports-map": ({ env }, app) => customPorts(app, env).map(portMapText).join(" "),
    "ports-map-json": as(LIST, ({ env }, app) => JSON.stringify(customPorts(app, env).map(asJson))),
    "ports-map-detected": async (io, app) => (await detectedPorts(io, app)).map(portMapText).join(" "),
    "ports-map-detected-json": as(LIST, async (io, app) => JSON.stringify((await detectedPorts(io, app)).map(asJson))),
  },
  globalKeys: {},
});
