#!/usr/bin/env hokku
import { command } from "hokku";
import { suspend } from "../lib/suspend.ts";

export default command({
  name: "cron:suspend",
  summary: "Keep a job from running by itself until it is resumed",
  args: "<app> <cron-id>",
  examples: ["dokku cron:suspend node-app 5cruaotm4yzzpnjlsdunblj8qyjp"],
  run: ({ words: { app, "cron-id": id }, io }) => suspend(io, app, id, true),
  text: () => {},
});
