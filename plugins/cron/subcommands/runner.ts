#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { takeLock } from "hokku/lock";
import { runJobs } from "../lib/runner.ts";
import { runnersLock } from "../lib/where.ts";

export default command({
  name: "cron:runner",
  summary: "Run all apps' jobs as they are due, where there is no cron; goes on while there are any",
  json: "none",
  run: async ({ io }) => {
    const taken = takeLock(runnersLock(io.env), "cron:runner");
    if ("holder" in taken) throw new Exit(1, `Process ${taken.holder.pid} runs the jobs already`);
    try {
      step(io, "Running jobs as they are due");
      await runJobs(io);
    } finally {
      taken.release();
    }
  },
});
