#!/usr/bin/env hokku
import { command } from "hokku";
import { suspend } from "../lib/suspend.ts";

export default command({
  name: "cron:resume",
  summary: "Let a suspended job run by itself again",
  args: "<app> <cron-id>",
  examples: ["dokku cron:resume node-app 5cruaotm4yzzpnjlsdunblj8qyjp"],
  run: ({ words: { app, "cron-id": id }, io }) => suspend(io, app, id, false),
  text: () => {},
});
