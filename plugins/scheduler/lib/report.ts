import { report, settingKeys } from "hokku/report";
import scheduler from "./settings.ts";

/** `scheduler:report` and its part of `dokku report`. */
export const schedulerReport = report({
  plugin: "scheduler",
  keys: settingKeys(scheduler),
  globalKeys: settingKeys(scheduler, { global: true }),
});
