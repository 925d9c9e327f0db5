import { report, settingKeys } from "hokku/report";
import railpack from "./settings.ts";

/** `builder-railpack:report`. */
export const railpackReport = report({
  plugin: "builder-railpack",
  keys: settingKeys(railpack),
  globalKeys: settingKeys(railpack, { global: true }),
});
