#!/usr/bin/env hokku
import { answer, command, trigger } from "hokku";

export default command({
  name: "ps:inspect",
  summary: "Show what Docker knows of an app's containers, secrets masked",
  args: "<app>",
  run: async ({ words: { app }, io }) => trigger(io, "scheduler-inspect", await answer(io, "scheduler-detect", app), app),
});
