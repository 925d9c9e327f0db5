import { report, settingKeys } from "hokku/report";
import appJson from "./settings.ts";

/** `app-json:report` and its part of `dokku report`. */
export const appJsonReport = report({
  plugin: "app-json",
  keys: settingKeys(appJson),
  globalKeys: settingKeys(appJson, { global: true }),
});
