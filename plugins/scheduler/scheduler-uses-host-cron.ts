#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { schedulerNamed } from "./lib/named.ts";

export default hook("scheduler-uses-host-cron", async (io, name) => {
  const scheduler = await schedulerNamed(name, io.env);
  // Contract: of Dokku's own it is known, also of the one that is not here.
  if (scheduler || name === "k3s") write(io, `${scheduler?.usesHostCron ?? false}\n`);
});
