import type { Io } from "hokku";
import { report } from "hokku/report";
import { as, YES_NO } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";
import { domainsOf, isNamed } from "./vhosts.ts";

const globalKeys = {
  "domains-global-enabled": as(YES_NO, ({ env }) => String(domainsOf(GLOBAL, env).length > 0)),
  "domains-global-vhosts": ({ env }: Io) => domainsOf(GLOBAL, env).join(" "),
};

export const domainsReport = report({
  plugin: "domains",
  keys: {
    "domains-app-enabled": as(YES_NO, ({ env }, app) => String(isNamed(app, env))),
    "domains-app-vhosts": ({ env }, app) => domainsOf(app, env).join(" "),
    ...globalKeys,
  },
  globalKeys,
});
