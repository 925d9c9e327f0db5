#!/usr/bin/env hokku
import { command } from "hokku";
import { rollback } from "../lib/rollback.ts";

export default command({
  name: "releases:rollback",
  summary: "Let a release of before run again, without a build; by default the newest with another image",
  args: "<app> [<release>]",
  flags: { config: { type: "boolean", summary: "with its config and its scale" } },
  examples: ["dokku releases:rollback node-app", "dokku releases:rollback node-app v12 --config"],
  run: ({ words: { app, release }, flags: { config }, io }) => rollback(io, app, release, config),
  text: () => {},
});
