import { report, settingKeys } from "hokku/report";
import pack from "./settings.ts";

/** `builder-pack:report`. */
export const packReport = report({
  plugin: "builder-pack",
  keys: settingKeys(pack),
  globalKeys: settingKeys(pack, { global: true }),
});
