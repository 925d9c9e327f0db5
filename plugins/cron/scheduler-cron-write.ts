#!/usr/bin/env hokku
import { answer, hook } from "hokku";
import { writeSchedule } from "./lib/write-schedule.ts";

/** Contract: nothing is done for a scheduler that has a cron of its own; without one it is about all apps. */
export default hook("scheduler-cron-write", async (io, scheduler) => {
  if (scheduler && (await answer(io, "scheduler-uses-host-cron", scheduler)) !== "true") return;
  await writeSchedule(io);
});
