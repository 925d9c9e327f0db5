import { report, settingKeys } from "hokku/report";
import dockerLocal from "./settings.ts";

/** `scheduler-docker-local:report` and its part of `dokku report`. */
export const dockerLocalReport = report({
  plugin: "scheduler-docker-local",
  keys: settingKeys(dockerLocal),
  globalKeys: settingKeys(dockerLocal, { global: true }),
});
