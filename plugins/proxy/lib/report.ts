import { type Keys, propertyKeys, report } from "hokku/report";
import { as, WHOLE, YES_NO } from "hokku/report-schema";
import { isProxied, proxyType, usualProxy } from "./proxy.ts";

const ports = (options?: { global: boolean }): Keys =>
  Object.fromEntries(
    Object.entries(propertyKeys("proxy", { "proxy-port": "", "proxy-ssl-port": "" }, options)).map(([key, ask]) => [
      key,
      as(WHOLE, ask),
    ]),
  );
const disabled = as(YES_NO, ({ env }, app) => String(!isProxied(app, env)));

export const proxyReport = report({
  plugin: "proxy",
  keys: {
    ...ports(),
    ...propertyKeys("proxy", { type: "" }),
    "proxy-computed-type": ({ env }, app) => proxyType(app, env),
    "proxy-disabled": disabled,
    "proxy-computed-disabled": disabled,
    "proxy-enabled": as(YES_NO, ({ env }, app) => String(isProxied(app, env))),
  },
  globalKeys: {
    ...ports({ global: true }),
    ...propertyKeys("proxy", { type: "" }, { global: true }),
    "proxy-computed-type": ({ env }) => proxyType("--global", env),
    "proxy-global-type": ({ env }) => proxyType("--global", env) || usualProxy(env),
  },
});
