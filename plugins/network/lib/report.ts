import { properties } from "hokku/properties";
import { propertyKeys, report } from "hokku/report";
import { as, YES_NO } from "hokku/report-schema";
import { listeners } from "./listeners.ts";

const DEFAULTS = {
  "attach-post-create": "",
  "attach-post-deploy": "",
  "bind-all-interfaces": "false",
  "initial-network": "",
  tld: "",
} as const;

/** What counts for the app where neither it nor all apps have a value. */
export const networkDefaults: Readonly<Record<string, string>> = DEFAULTS;

/** `network:report`. The global values are shown as they are set, without their defaults. */
export const networkReport = report({
  plugin: "network",
  summary: "Show the network settings of one app or of all",
  keys: {
    ...propertyKeys("network", DEFAULTS),
    "network-static-web-listener": ({ env }, app) => properties("network", env).get(app, "static-web-listener"),
    "network-web-listeners": ({ env }, app) => listeners(env, app, "web").join(" "),
  },
  globalKeys: {
    ...propertyKeys("network", DEFAULTS, { global: true }),
    "network-global-bind-all-interfaces": as(YES_NO, ({ env }) =>
      properties("network", env).get("--global", "bind-all-interfaces"),
    ),
  },
});
