import { properties } from "hokku/properties";
import { report } from "hokku/report";
import { stackOf } from "./stack.ts";

/** `buildpacks:report`. */
export const buildpacksReport = report({
  plugin: "buildpacks",
  keys: {
    "buildpacks-computed-stack": async (io, app) => (await stackOf(io, app)) || (io.env.DOKKU_IMAGE ?? ""),
    "buildpacks-global-stack": ({ env }) => properties("buildpacks", env).get("--global", "stack"),
    "buildpacks-list": ({ env }, app) => properties("buildpacks", env).list(app, "buildpacks").join(","),
    "buildpacks-stack": ({ env }, app) => properties("buildpacks", env).get(app, "stack"),
  },
  globalKeys: { "buildpacks-global-stack": ({ env }) => properties("buildpacks", env).get("--global", "stack") },
});
