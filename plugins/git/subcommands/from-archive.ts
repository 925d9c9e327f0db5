#!/usr/bin/env hokku
import { command, Exit, trigger } from "hokku";
import { NO_WAIT, withoutWaiting } from "hokku/deploy/queue";
import { ARCHIVE_TYPES } from "../lib/from-archive.ts";

export default command({
  name: "git:from-archive",
  summary: "Deploy the files of an archive, from a URL or, with --, from stdin",
  args: "<app> <url> [<git-user>] [<git-email>]",
  flags: {
    "archive-type": { type: "string", value: "tar|tar.gz|zip", summary: "what it is, tar if left out" },
    "no-wait": NO_WAIT,
  },
  examples: [
    "dokku git:from-archive node-app https://example.com/v2.tar.gz --archive-type tar.gz",
    "git archive main | ssh dokku@host git:from-archive node-app --",
  ],
  // `--`, which stands for stdin here, ends the flags everywhere else.
  arrange: (given) => given.map((word) => (word === "--" ? "-" : word)),
  run: async ({ words, flags: { "archive-type": type = "tar", "no-wait": noWait }, io }) => {
    const { app } = words;
    const url = words.url === "-" ? "--" : words.url;
    if (!ARCHIVE_TYPES.includes(type))
      throw new Exit(1, `Invalid archive type specified, valid archive types include: ${ARCHIVE_TYPES.join(", ")}`);
    await trigger(
      withoutWaiting(io, noWait),
      "git-from-archive",
      app,
      url,
      type,
      words["git-user"] ?? "",
      words["git-email"] ?? "",
    );
    await trigger(io, "deploy-source-set", app, type, url);
    return { app, url, type };
  },
  text: () => {},
});
