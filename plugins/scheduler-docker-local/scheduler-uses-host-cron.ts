#!/usr/bin/env hokku
import { hook, write } from "hokku";

export default hook("scheduler-uses-host-cron", (io, scheduler) => {
  if (scheduler === "docker-local") write(io, "true\n");
});
