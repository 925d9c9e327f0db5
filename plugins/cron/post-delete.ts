#!/usr/bin/env hokku
import { hook, trigger, trouble } from "hokku";

/** The app's jobs go with it. Its scheduler is not known any more, so that it is about all; and no crontab's trouble keeps an app. */
export default hook("post-delete", (io, app) =>
  trigger(io, "scheduler-cron-write", "", app).catch((error: unknown) =>
    trouble(`The jobs of ${app} may be scheduled still: ${error instanceof Error ? error.message : error}`),
  ),
);
