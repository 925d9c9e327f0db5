#!/usr/bin/env hokku
import { command } from "hokku";
import { NO_WAIT, withoutWaiting } from "hokku/deploy/queue";
import { rollback } from "../lib/rollback.ts";

export default command({
  name: "releases:rollback",
  summary: "Let a release of before run again, without a build; by default the newest with another image",
  args: "<app> [<release>]",
  flags: { config: { type: "boolean", summary: "with its config and its scale" }, "no-wait": NO_WAIT },
  examples: ["dokku releases:rollback node-app", "dokku releases:rollback node-app v12 --config"],
  run: ({ words: { app, release }, flags: { config, "no-wait": noWait }, io }) =>
    rollback(withoutWaiting(io, noWait), app, release, config),
  text: () => {},
});
