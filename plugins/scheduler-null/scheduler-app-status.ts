#!/usr/bin/env hokku
import { hook, write } from "hokku";

export default hook("scheduler-app-status", (io, scheduler) => {
  if (scheduler === "null") write(io, "0 false\n");
});
