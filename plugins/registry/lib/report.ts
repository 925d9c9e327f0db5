import { properties } from "hokku/properties";
import { type Ask, propertyKeys, report } from "hokku/report";
import { as, WHOLE, YES_NO } from "hokku/report-schema";
import { repository, serverPrefix } from "./names.ts";

const SHARED = { "image-repo-template": "", "push-extra-tags": "", "push-on-release": "false", server: "" } as const;
const own =
  (key: string): Ask =>
  ({ env }, app) =>
    properties("registry", env).get(app, key).trim();
const ownPush = as(YES_NO, ({ env }) => properties("registry", env).get("--global", "push-on-release"));
const server: Ask = ({ env }, app) => serverPrefix(env, app);

/** `registry:report`. */
export const registryReport = report({
  plugin: "registry",
  summary: "Show the registry settings of one app or of all",
  keys: {
    ...propertyKeys("registry", SHARED),
    "registry-computed-server": server,
    "registry-image-repo": own("image-repo"),
    "registry-computed-image-repo": ({ env }, app) => repository(env, app),
    "registry-tag-version": as(WHOLE, own("tag-version")),
  },
  globalKeys: {
    ...propertyKeys("registry", SHARED, { global: true }),
    "registry-global-push-on-release": ownPush,
    "registry-computed-server": server,
  },
});
