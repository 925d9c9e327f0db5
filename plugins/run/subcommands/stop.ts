#!/usr/bin/env hokku
import { answer, command, trigger } from "hokku";
import { appOfRun } from "../lib/container-name.ts";

export default command({
  name: "run:stop",
  summary: "Stop one-off containers, all of an app or one",
  args: "[<app>]",
  app: "any",
  flags: { container: { type: "string", value: "NAME", summary: "only this one" } },
  examples: ["dokku run:stop node-app", "dokku run:stop --container node-app.run.1234"],
  run: async ({ words: { app: given }, flags: { container }, io }) => {
    const app = appOfRun(given, container, io.env);
    await trigger(io, "scheduler-run-stop", await answer(io, "scheduler-detect", app), app, container ?? "");
  },
});
