import { join } from "node:path";
import { appRoot } from "hokku/apps";
import { revisionVariable } from "hokku/deploy/revision";
import { report, settingKeys } from "hokku/report";
import { as, WHOLE } from "hokku/report-schema";
import { commitOf, deployBranch } from "./branch.ts";
import git from "./settings.ts";

const { statSync } = process.getBuiltinModule("node:fs");

const branchTime = as(WHOLE, ({ env }, app) => {
  const file = statSync(join(appRoot(app, env), "refs", "heads", deployBranch(app, env)), { throwIfNoEntry: false });
  return file ? String(Math.floor(file.mtimeMs / 1000)) : "";
});
const branch = ["deploy-branch", "keep-git-dir"] as const;
const limits = Object.fromEntries(
  Object.entries(settingKeys(git, { only: ["archive-max-files", "archive-max-size"] })).filter(
    ([key]) => !/^git-archive/.test(key),
  ),
);

/** `git:report`. */
export const gitReport = report({
  plugin: "git",
  keys: {
    ...settingKeys(git, { only: branch }),
    ...limits,
    "git-last-updated-at": branchTime,
    "git-rev-env-var": ({ env }, app) => revisionVariable(app, env),
    "git-sha": ({ env }, app) => commitOf(app, `refs/heads/${deployBranch(app, env)}`, env) ?? "",
    "git-source-image": ({ env }, app) => git.own(app, "source-image", env),
  },
  globalKeys: { ...settingKeys(git, { only: branch, global: true }), ...limits },
});
