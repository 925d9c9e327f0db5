import { report, settingKeys } from "hokku/report";
import nixpacks from "./settings.ts";

/** `builder-nixpacks:report`. */
export const nixpacksReport = report({
  plugin: "builder-nixpacks",
  keys: settingKeys(nixpacks),
  globalKeys: settingKeys(nixpacks, { global: true }),
});
