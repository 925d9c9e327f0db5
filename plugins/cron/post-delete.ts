#!/usr/bin/env hokku
import { hook, trigger } from "hokku";

/** The app's jobs go with it; its scheduler is not known any more, so that all are told. */
export default hook("post-delete", (io) => trigger(io, "scheduler-cron-write", ""));
