import { propertyKeys, report } from "hokku/report";

const PROPERTIES = { selected: "docker-local", shell: "" };

/** `scheduler:report` and its part of `dokku report`. */
export const schedulerReport = report({
  plugin: "scheduler",
  keys: propertyKeys("scheduler", PROPERTIES),
  globalKeys: propertyKeys("scheduler", PROPERTIES, { global: true }),
});
