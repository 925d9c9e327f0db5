import { propertyKeys, report } from "hokku/report";
import { isProxied, proxyType, usualProxy } from "./proxy.ts";

const ports = { "proxy-port": "", "proxy-ssl-port": "" };

export const proxyReport = report({
  plugin: "proxy",
  keys: {
    ...propertyKeys("proxy", { ...ports, type: "" }),
    "proxy-computed-type": ({ env }, app) => proxyType(app, env),
    "proxy-disabled": ({ env }, app) => String(!isProxied(app, env)),
    "proxy-computed-disabled": ({ env }, app) => String(!isProxied(app, env)),
    "proxy-enabled": ({ env }, app) => String(isProxied(app, env)),
  },
  globalKeys: {
    ...propertyKeys("proxy", { ...ports, type: "" }, { global: true }),
    "proxy-computed-type": ({ env }) => proxyType("--global", env),
    "proxy-global-type": ({ env }) => proxyType("--global", env) || usualProxy(env),
  },
});
