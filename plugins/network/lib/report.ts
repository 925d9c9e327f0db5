import { report, settingKeys } from "hokku/report";
import { as, YES_NO } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";
import { listeners } from "./listeners.ts";
import network from "./settings.ts";

const SHARED = ["attach-post-create", "attach-post-deploy", "bind-all-interfaces", "initial-network", "tld"] as const;

/** `network:report`. The global values are shown as they are set, without their defaults. */
export const networkReport = report({
  plugin: "network",
  summary: "Show the network settings of one app or of all",
  keys: {
    ...settingKeys(network, { only: SHARED }),
    "network-static-web-listener": ({ env }, app) => network.own(app, "static-web-listener", env),
    "network-web-listeners": ({ env }, app) => listeners(env, app, "web").join(" "),
  },
  globalKeys: {
    ...settingKeys(network, { only: SHARED, global: true }),
    "network-global-bind-all-interfaces": as(YES_NO, ({ env }) => network.own(GLOBAL, "bind-all-interfaces", env)),
  },
});
