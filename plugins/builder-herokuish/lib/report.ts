import { propertyKeys, report } from "hokku/report";

export const herokuishReport = report({
  plugin: "builder-herokuish",
  keys: propertyKeys("builder-herokuish", { allowed: "true" }),
});
