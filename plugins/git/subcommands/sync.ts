#!/usr/bin/env hokku
import { command, detail, Exit, step } from "hokku";
import { NO_WAIT, withoutWaiting } from "hokku/deploy/queue";
import { synchronize } from "../lib/sync.ts";

export default command({
  name: "git:sync",
  summary: "Fetch an app's code from another repository, and build it where wanted",
  args: "<app> <repository> [<git-ref>]",
  flags: {
    build: { type: "boolean", summary: "build and deploy what was fetched" },
    "build-if-changes": { type: "boolean", summary: "build and deploy if it differs from what is here" },
    "no-wait": NO_WAIT,
    "skip-deploy-branch": { type: "boolean", summary: "do not make the fetched branch the deploy branch" },
  },
  examples: ["dokku git:sync --build node-app https://github.com/heroku/node-js-getting-started.git main"],
  // A path, or an address of another kind, would be another app's repository, or anything else on the host.
  reachesHost: ({ words: { repository } }) => !/^(https?|ssh):\/\//.test(repository),
  run: async ({ words, flags, io }) => {
    if (flags.build && flags["build-if-changes"]) throw new Exit(2, "--build and --build-if-changes do not go together");
    const build = flags.build ? "always" : flags["build-if-changes"] ? "changes" : "never";
    const wanted = {
      repository: words.repository,
      name: words["git-ref"],
      build,
      keepsBranch: flags["skip-deploy-branch"],
    } as const;
    const done = await synchronize(withoutWaiting(io, flags["no-wait"]), words.app, wanted);
    if (build === "never") step(io, `${words.app} is at ${done.revision}; build it with: dokku ps:rebuild ${words.app}`);
    else if (!done.built) detail(io, "Skipping build as no changes were detected");
    return done;
  },
  text: () => {},
});
