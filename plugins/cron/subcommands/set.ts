#!/usr/bin/env hokku
import { Exit } from "hokku";
import { propertyCommand } from "hokku/property-command";
import { GLOBAL } from "hokku/scope";
import { yesNo } from "hokku/settings";
import cron from "../lib/settings.ts";
import { rewrite } from "../lib/suspend.ts";
import { maintenanceKey, tasksOf } from "../lib/tasks.ts";

export default propertyCommand(cron, {
  summary: "Set or clear a cron property: mailfrom, mailto, maintenance, and maintenance.<cron-id> for one job",
  examples: ["dokku cron:set node-app maintenance true", "dokku cron:set --global mailto ada@example.com"],
  /** `maintenance.<id>` suspends one job. Contract: Dokku's. */
  more: async (io, app, key) => {
    if (!key.startsWith("maintenance.")) return undefined;
    if (app === GLOBAL) throw new Exit(1, "Task maintenance properties cannot be set globally");
    if ((await tasksOf(io, app)).some(({ id }) => key === maintenanceKey(id))) return yesNo("whether that job is suspended");
    throw new Exit(1, `Invalid task maintenance property, no matching task ID found: ${key}`);
  },
  changed: rewrite,
});
