import { report, settingKeys } from "hokku/report";
import { as, WHOLE } from "hokku/report-schema";
import { releases, versions } from "./records.ts";
import settings from "./settings.ts";

/** `releases:report`. */
export const releasesReport = report({
  plugin: "releases",
  summary: "Show which release is live of one app or of all, and how many images are kept",
  keys: {
    "releases-current": ({ env }, app) => (versions(app, env)[0] ? `v${versions(app, env)[0]}` : ""),
    "releases-kept": as(WHOLE, ({ env }, app) => String(releases(app, env).filter(({ pruned }) => !pruned).length)),
    ...settingKeys(settings),
  },
  globalKeys: settingKeys(settings, { global: true }),
});
