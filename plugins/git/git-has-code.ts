#!/usr/bin/env hokku
import { hook } from "hokku";
import { commitOf, deployBranch } from "./lib/branch.ts";

/** Ends with 0 where there is a commit on the branch, on the deploy branch if none is named. */
export default hook("git-has-code", ({ env }, app, branch) =>
  commitOf(app, `refs/heads/${branch || deployBranch(app, env)}`, env) ? 0 : 1,
);
