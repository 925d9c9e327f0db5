import { propertyKeys, report } from "hokku/report";

const PROPERTIES = { "appjson-path": "app.json" };

/** `app-json:report` and its part of `dokku report`. */
export const appJsonReport = report({
  plugin: "app-json",
  keys: propertyKeys("app-json", PROPERTIES),
  globalKeys: propertyKeys("app-json", PROPERTIES, { global: true }),
});
