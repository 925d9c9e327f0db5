import { properties } from "hokku/properties";
import { type Ask, report, settingKeys } from "hokku/report";
import { as, WHOLE, YES_NO } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";
import { repository, serverPrefix } from "./names.ts";
import registry from "./settings.ts";

const SHARED = ["image-repo-template", "push-extra-tags", "push-on-release", "server"] as const;
const ownPush = as(YES_NO, ({ env }) => registry.own(GLOBAL, "push-on-release", env));
const server: Ask = ({ env }, app) => serverPrefix(env, app);

/** `registry:report`. */
export const registryReport = report({
  plugin: "registry",
  summary: "Show the registry settings of one app or of all",
  keys: {
    ...settingKeys(registry, { only: SHARED }),
    "registry-computed-server": server,
    "registry-image-repo": ({ env }, app) => registry.own(app, "image-repo", env).trim(),
    "registry-computed-image-repo": ({ env }, app) => repository(env, app),
    "registry-tag-version": as(WHOLE, ({ env }, app) => properties("registry", env).get(app, "tag-version").trim()),
  },
  globalKeys: {
    ...settingKeys(registry, { only: SHARED, global: true }),
    "registry-global-push-on-release": ownPush,
    "registry-computed-server": server,
  },
});
