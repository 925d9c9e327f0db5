import { report, settingKeys } from "hokku/report";
import herokuish from "./settings.ts";

export const herokuishReport = report({
  plugin: "builder-herokuish",
  keys: settingKeys(herokuish),
  globalKeys: settingKeys(herokuish, { global: true }),
});
