#!/usr/bin/env hokku
import { answer, command, Exit, write } from "hokku";
import { deployLock, whoDeploys } from "hokku/deploy/lock";
import { heldBy } from "hokku/lock";
import { commitOf, deployBranch } from "../lib/branch.ts";

export default command({
  name: "git:status",
  summary: "Show what is pushed, what is deployed, and whether a deploy is under way",
  reads: true,
  args: "<app>",
  run: async ({ words: { app }, io }) => {
    const branch = deployBranch(app, io.env);
    const revision = commitOf(app, `refs/heads/${branch}`, io.env) ?? "";
    return {
      app,
      branch,
      revision,
      deployed: await answer(io, "git-revision", app),
      deploy: heldBy(deployLock(app, io.env)) ?? null,
    };
  },
  text: ({ app, branch, revision, deployed, deploy }, io) => {
    if (!revision && !deployed && !deploy) throw nothing();
    write(io, `On branch ${branch}\n`);
    write(io, revision ? `Pushed:   ${revision}\n` : "No commits yet\n");
    if (deployed) write(io, `Deployed: ${deployed}\n`);
    if (deploy) write(io, `Under way: ${whoDeploys(app, deploy)}\n`);
  },
});

/** Contract: all that Dokku says of an app without a commit is git's refusal, with its exit code. */
function nothing(): Exit {
  process.stderr.write("fatal: this operation must be run in a work tree\n");
  return new Exit(128);
}
