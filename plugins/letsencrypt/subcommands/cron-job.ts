#!/usr/bin/env hokku
import { command, detail, Exit, headline, step } from "hokku";
import { isRenewed, renewDaily } from "../lib/auto.ts";

export default command({
  name: "letsencrypt:cron-job",
  summary: "Have certificates renewed each day, or not, or say whether they are",
  flags: {
    add: { type: "boolean", summary: "renew them each day" },
    remove: { type: "boolean", summary: "do not any more" },
  },
  reachesHost: true,
  examples: ["dokku letsencrypt:cron-job --add", "dokku letsencrypt:cron-job"],
  run: async ({ flags: { add, remove }, io }) => {
    if (add && remove) throw new Exit(2, "letsencrypt:cron-job takes --add or --remove");
    if (add || remove) {
      await renewDaily(io, Boolean(add));
      step(io, add ? "Added cron job to dokku's crontab." : "Removed cron job from dokku's crontab.");
      return { enabled: Boolean(add), changed: true };
    }
    return { enabled: isRenewed(io.env), changed: false };
  },
  text: ({ enabled, changed }, io) => {
    if (changed) return;
    headline(io, `Auto-renew cron job is ${enabled ? "" : "not "}enabled`);
    detail(io, `Run 'dokku letsencrypt:cron-job ${enabled ? "--remove' to disable" : "--add' to enable"}.`);
  },
});
