import { report, settingKeys } from "hokku/report";
import lambda from "./settings.ts";

/** `builder-lambda:report`. */
export const lambdaReport = report({
  plugin: "builder-lambda",
  keys: settingKeys(lambda),
  globalKeys: settingKeys(lambda, { global: true }),
});
