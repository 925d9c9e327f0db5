import { report, settingKeys } from "hokku/report";
import { as, YES_NO } from "hokku/report-schema";
import { isProxied, proxyType, usualProxy } from "./proxy.ts";
import proxy from "./settings.ts";

const SHARED = ["proxy-port", "proxy-ssl-port", "type"] as const;
const disabled = as(YES_NO, ({ env }, app) => String(!isProxied(app, env)));

export const proxyReport = report({
  plugin: "proxy",
  keys: {
    ...settingKeys(proxy, { only: SHARED }),
    "proxy-computed-type": ({ env }, app) => proxyType(app, env),
    "proxy-disabled": as(YES_NO, ({ env }, app) => (isProxied(app, env) ? "" : "true")),
    "proxy-computed-disabled": disabled,
    "proxy-enabled": as(YES_NO, ({ env }, app) => String(isProxied(app, env))),
  },
  globalKeys: {
    ...settingKeys(proxy, { only: SHARED, global: true }),
    "proxy-computed-type": ({ env }) => proxyType("--global", env) || usualProxy(env),
  },
});
