import { report, settingKeys } from "hokku/report";
import dockerfile from "./settings.ts";

/** `builder-dockerfile:report`. */
export const dockerfileReport = report({
  plugin: "builder-dockerfile",
  keys: settingKeys(dockerfile),
  globalKeys: settingKeys(dockerfile, { global: true }),
});
