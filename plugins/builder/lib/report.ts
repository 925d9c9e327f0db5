import { properties } from "hokku/properties";
import { report, settingKeys } from "hokku/report";
import builder from "./settings.ts";

/** `builder:report`. */
export const builderReport = report({
  plugin: "builder",
  keys: {
    ...settingKeys(builder),
    "builder-detected": ({ env }, app) => properties("builder", env).get(app, "detected"),
  },
  globalKeys: settingKeys(builder, { global: true }),
});
