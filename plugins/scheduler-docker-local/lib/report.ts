import { propertyKeys, report } from "hokku/report";

const PROPERTIES = { "init-process": "true", "parallel-schedule-count": "1" };

/** `scheduler-docker-local:report` and its part of `dokku report`. */
export const dockerLocalReport = report({
  plugin: "scheduler-docker-local",
  keys: propertyKeys("scheduler-docker-local", PROPERTIES),
  globalKeys: propertyKeys("scheduler-docker-local", PROPERTIES, { global: true }),
});
