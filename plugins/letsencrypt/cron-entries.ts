#!/usr/bin/env hokku
import { hook } from "hokku";
import { isRenewed } from "./lib/auto.ts";

/** Contract: dokku-letsencrypt's line. */
export default hook("cron-entries", ({ env }, scheduler) =>
  scheduler === "docker-local" && isRenewed(env)
    ? `24 6 * * *;dokku letsencrypt:auto-renew;${env.DOKKU_LOGS_DIR}/letsencrypt.log`
    : undefined,
);
