#!/usr/bin/env hokku
import { join } from "node:path";
import { answer, command, Exit, step, trigger } from "hokku";
import { existingApp } from "hokku/apps";
import { takeLock } from "hokku/lock";

export default command({
  name: "ps:retire",
  summary: "Stop old containers whose time has come",
  args: "[<app>]",
  app: "any",
  hidden: true,
  run: async ({ words: { app = "" }, io }) => {
    const scheduler = await answer(io, "scheduler-detect", app ? existingApp(app, io.env) : "--global");
    const lock = app ? `retire-${app}` : "retire";
    const taken = takeLock(join(io.env.DOKKU_LIB_ROOT ?? "", "data", "ps", lock), "ps:retire");
    if ("holder" in taken)
      throw new Exit(137, `Failed to acquire ps:retire lock: process ${taken.holder.pid} retires containers now`);
    try {
      step(io, "Retiring old containers and images");
      await trigger(io, "scheduler-retire", scheduler, app);
      step(io, "Retiring expired run and cron containers");
      await trigger(io, "scheduler-run-retire", scheduler, app);
    } finally {
      taken.release();
    }
  },
});
