import { properties } from "hokku/properties";
import { type Ask, propertyKeys, report } from "hokku/report";
import { as, WHOLE } from "hokku/report-schema";

const list =
  (key: string): Ask =>
  ({ env }, app) =>
    properties("checks", env).get(app, key) || "none";
const globalWait = as(WHOLE, ({ env }) => properties("checks", env).get("--global", "wait-to-retire"));

/** Seconds an old container lives on after its requests went to the new one. */
export const WAIT = "60";

/** `checks:report`. */
export const checksReport = report({
  plugin: "checks",
  summary: "Show which process types are deployed without checks, of one app or of all",
  keys: {
    ...propertyKeys("checks", { "wait-to-retire": WAIT }),
    "checks-disabled-list": list("disabled"),
    "checks-skipped-list": list("skipped"),
  },
  globalKeys: {
    ...propertyKeys("checks", { "wait-to-retire": WAIT }, { global: true }),
    "checks-global-wait-to-retire": globalWait,
  },
});
