import { propertyKeys, report } from "hokku/report";

const defaults = { "dockerfile-path": "Dockerfile" };

/** `builder-dockerfile:report`. */
export const dockerfileReport = report({
  plugin: "builder-dockerfile",
  keys: propertyKeys("builder-dockerfile", defaults),
  globalKeys: propertyKeys("builder-dockerfile", defaults, { global: true }),
});
