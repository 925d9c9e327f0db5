import { join } from "node:path";
import { appRoot } from "hokku/apps";
import { properties } from "hokku/properties";
import { type Ask, propertyKeys, report } from "hokku/report";
import { as, like, WHOLE } from "hokku/report-schema";
import { commitOf, deployBranch } from "./branch.ts";
import { revisionVariable } from "./revision.ts";
import { ARCHIVE_LIMITS } from "./settings.ts";

const { statSync } = process.getBuiltinModule("node:fs");

const branchTime = as(WHOLE, ({ env }, app) => {
  const file = statSync(join(appRoot(app, env), "refs", "heads", deployBranch(app, env)), { throwIfNoEntry: false });
  return file ? String(Math.floor(file.mtimeMs / 1000)) : "";
});
const ofBranch = { "deploy-branch": "master", "keep-git-dir": "false" };
const limits: Record<string, Ask> = {};
for (const [key, fallback] of Object.entries(ARCHIVE_LIMITS)) {
  limits[`git-global-${key}`] = like(fallback, ({ env }) => properties("git", env).get("--global", key));
  limits[`git-computed-${key}`] = like(fallback, ({ env }, app) => properties("git", env).computed(app, key, fallback));
}

/** `git:report`. */
export const gitReport = report({
  plugin: "git",
  keys: {
    ...propertyKeys("git", ofBranch),
    ...limits,
    "git-last-updated-at": branchTime,
    "git-rev-env-var": ({ env }, app) => revisionVariable(app, env),
    "git-sha": ({ env }, app) => commitOf(app, `refs/heads/${deployBranch(app, env)}`, env) ?? "",
    "git-source-image": ({ env }, app) => properties("git", env).get(app, "source-image"),
  },
  globalKeys: { ...propertyKeys("git", ofBranch, { global: true }), ...limits },
});
