import { properties } from "hokku/properties";
import { propertyKeys, report } from "hokku/report";

const defaults = { "build-dir": "", selected: "", "skip-cleanup": "false" };

/** `builder:report`. */
export const builderReport = report({
  plugin: "builder",
  keys: {
    ...propertyKeys("builder", defaults),
    "builder-detected": ({ env }, app) => properties("builder", env).get(app, "detected"),
  },
  globalKeys: propertyKeys("builder", defaults, { global: true }),
});
