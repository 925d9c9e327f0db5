#!/usr/bin/env hokku
import { hook, write } from "hokku";

export default hook("scheduler-uses-host-cron", (io, scheduler) => {
  if (scheduler === "null") write(io, "false\n");
});
