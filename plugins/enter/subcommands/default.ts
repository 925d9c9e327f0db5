#!/usr/bin/env hokku
import { answer, command, trigger } from "hokku";
import { asTyped } from "hokku/shell-line";

export default command({
  name: "enter",
  summary: "Open a shell, or run a command, in a running container of an app",
  args: "<app> [<words>...]",
  verbatim: "program",
  json: "none",
  examples: ["dokku enter node-app web", "dokku enter node-app web.2 ls -l", "dokku enter node-app --container-id 0123456789ab"],
  run: async ({ words: { app, words }, io }) => {
    // In front of the program stand the place, if it is named, and flags: that much is for the scheduler, not for a shell.
    const place = words[0] === "--container-id" ? 2 : words.length && words[0] !== "--" ? 1 : 0;
    const start = words[place] === "--" ? place + 1 : place;
    const scheduler = await answer(io, "scheduler-detect", app);
    await trigger(io, "scheduler-enter", scheduler, app, ...words.slice(0, start), ...asTyped(words.slice(start), io));
  },
});
