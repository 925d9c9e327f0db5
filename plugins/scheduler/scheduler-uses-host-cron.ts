#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-uses-host-cron", async (io, name) => {
  const scheduler = await schedulerNamed(name, io.env);
  if (scheduler) write(io, `${scheduler.usesHostCron}\n`);
});
