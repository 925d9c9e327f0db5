#!/usr/bin/env hokku
import { join } from "node:path";
import { replaceFile } from "hokku/files";
import { propertyCommand } from "hokku/property-command";
import { pointHead } from "../lib/branch.ts";
import git from "../lib/settings.ts";

export default propertyCommand(git, {
  examples: ["dokku git:set node-app deploy-branch main", "dokku git:set --global deploy-branch main"],
  changed: ({ env }, app, key, value) => {
    if (key === "deploy-branch" && app !== "--global") pointHead(app, env);
    // Unset means GIT_REV, set to nothing means no variable at all: the empty file tells them apart, as in Dokku.
    if (key === "rev-env-var" && !value) replaceFile(join(env.DOKKU_LIB_ROOT ?? "", "config", "git", app, key), "", 0o600);
  },
});
