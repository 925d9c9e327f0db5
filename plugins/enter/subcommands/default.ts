#!/usr/bin/env hokku
import { answer, command, trigger } from "hokku";

export default command({
  name: "enter",
  summary: "Open a shell, or run a command, in a running container of an app",
  args: "<app> [<words>...]",
  verbatim: true,
  examples: ["dokku enter node-app web", "dokku enter node-app web.2 ls -l", "dokku enter node-app --container-id 0123456789ab"],
  run: async ({ words: { app, words }, io }) =>
    trigger(io, "scheduler-enter", await answer(io, "scheduler-detect", app), app, ...words),
});
