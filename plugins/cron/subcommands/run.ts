#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { runTask } from "../lib/run-task.ts";
import { shown } from "../lib/shown.ts";
import { taskWith } from "../lib/tasks.ts";

const TTL = "--ttl-seconds";

export default command({
  name: "cron:run",
  summary: "Run a job now, as its schedule does",
  args: "<app> <cron-id>",
  flags: {
    detach: { type: "boolean", summary: "do not wait for its end" },
    "ttl-seconds": { type: "string", value: "N", summary: "seconds it may run (86400)" },
  },
  // Behind a blank, -1 would be taken for a flag.
  arrange: (given) =>
    given.flatMap((word, at) => (word === TTL ? `${TTL}=${given[at + 1] ?? ""}` : given[at - 1] === TTL ? [] : word)),
  examples: [
    "dokku cron:run node-app 5cruaotm4yzzpnjlsdunblj8qyjp",
    "dokku cron:run node-app 5cruaotm4yzzpnjlsdunblj8qyjp --detach",
  ],
  run: async ({ words: { app, "cron-id": id }, flags: { detach, "ttl-seconds": seconds = "86400" }, io }) => {
    if (!/^[1-9]\d{0,8}$/.test(seconds)) throw new Exit(1, "--ttl-seconds must be a positive integer");
    const run = await runTask(io, await taskWith(io, app, id), { detached: detach, seconds: Number(seconds) });
    if (run.code) throw new Exit(run.code);
    return { app, ...shown(run) };
  },
  text: () => {},
});
