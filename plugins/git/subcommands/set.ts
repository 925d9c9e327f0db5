#!/usr/bin/env hokku
import { join } from "node:path";
import { replaceFile } from "hokku/files";
import { propertyCommand } from "hokku/property-command";
import { notABranch, pointHead } from "../lib/branch.ts";

const notACount = (value: string) => (/^[1-9]\d{0,14}$/.test(value) ? undefined : "it takes a whole number");

export default propertyCommand({
  plugin: "git",
  properties: {
    "archive-max-files": { refuse: notACount },
    "archive-max-size": { refuse: notACount },
    "deploy-branch": { refuse: notABranch },
    "keep-git-dir": { refuse: (value) => (/^(true|false)$/.test(value) ? undefined : "it takes true or false") },
    "rev-env-var": {
      refuse: (value) => (/^[A-Za-z_]\w*$/.test(value) ? undefined : "a variable's name has letters, digits and _ only"),
    },
    "source-image": { host: true },
  },
  examples: ["dokku git:set node-app deploy-branch main", "dokku git:set --global deploy-branch main"],
  changed: ({ env }, app, key, value) => {
    if (key === "deploy-branch" && app !== "--global") pointHead(app, env);
    // Unset means GIT_REV, set to nothing means no variable at all: the empty file tells them apart, as in Dokku.
    if (key === "rev-env-var" && !value) replaceFile(join(env.DOKKU_LIB_ROOT ?? "", "config", "git", app, key), "", 0o600);
  },
});
