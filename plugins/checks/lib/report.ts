import { properties } from "hokku/properties";
import { type Ask, report, settingKeys } from "hokku/report";
import { as, WHOLE } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";
import checks from "./settings.ts";

const list =
  (key: string): Ask =>
  ({ env }, app) =>
    properties("checks", env).get(app, key) || "none";
const globalWait = as(WHOLE, ({ env }) => checks.own(GLOBAL, "wait-to-retire", env));

/** `checks:report`. */
export const checksReport = report({
  plugin: "checks",
  summary: "Show which process types are deployed without checks, of one app or of all",
  keys: {
    ...settingKeys(checks),
    "checks-disabled-list": list("disabled"),
    "checks-skipped-list": list("skipped"),
  },
  globalKeys: {
    ...settingKeys(checks, { global: true }),
    "checks-global-wait-to-retire": globalWait,
  },
});
