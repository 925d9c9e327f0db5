#!/usr/bin/env hokku
import { answer, command, step, trigger } from "hokku";
import { existingApp } from "hokku/apps";

export default command({
  name: "run:retire",
  summary: "End one-off containers that ran longer than they may",
  args: "[<app>]",
  app: "any",
  run: async ({ words: { app }, io }) => {
    step(io, app ? `Retiring run and cron containers for app ${app}` : "Retiring all run and cron containers");
    if (app) await trigger(io, "scheduler-run-retire", await answer(io, "scheduler-detect", existingApp(app, io.env)), app);
    else await trigger(io, "scheduler-run-retire", "", "");
  },
});
