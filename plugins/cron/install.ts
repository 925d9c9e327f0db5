#!/usr/bin/env hokku
import { hook } from "hokku";
import { run } from "hokku/run";
import { writeSchedule } from "./lib/write-schedule.ts";

const { statSync } = process.getBuiltinModule("node:fs");

/** A host that has got cron meanwhile, or this plugin, has the jobs run that are there. What root wrote the apps' user could not change. */
export default hook("install", async (io) => {
  const others = process.getuid?.() === 0 && statSync(io.env.DOKKU_ROOT ?? "").uid !== 0;
  if (others) await run(io, "dokku", ["plugin:trigger", "cron-write"]);
  else await writeSchedule(io);
});
