import { appRoot } from "hokku/apps";
import { properties } from "hokku/properties";
import { type Ask, report } from "hokku/report";
import { as, WHOLE, YES_NO } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";
import { isLocked } from "./lock.ts";
import settings from "./settings.ts";

const property =
  (key: string): Ask =>
  ({ env }, app) =>
    properties("apps", env).get(app, key);
const autocreation = as(YES_NO, ({ env }) => settings.own(GLOBAL, "disable-autocreation", env));

export const appsReport = report({
  plugin: "apps",
  type: "app",
  summary: "Show an app's folder, lock, age and where its code came from",
  keys: {
    "app-created-at": as(WHOLE, property("created-at")),
    "app-deploy-source": property("deploy-source"),
    "app-deploy-source-metadata": property("deploy-source-metadata"),
    "app-dir": ({ env }, app) => appRoot(app, env),
    "app-global-disable-autocreation": autocreation,
    "app-locked": as(YES_NO, ({ env }, app) => String(isLocked(app, env))),
  },
  globalKeys: { "app-global-disable-autocreation": autocreation },
});
