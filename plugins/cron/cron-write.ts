#!/usr/bin/env hokku
import { hook } from "hokku";
import { writeSchedule } from "./lib/write-schedule.ts";

/** Contract: what plugins fire that were written before 0.36. */
export default hook("cron-write", (io) => writeSchedule(io));
