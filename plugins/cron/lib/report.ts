import { properties } from "hokku/properties";
import { report, settingKeys } from "hokku/report";
import { as, WHOLE, YES_NO } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";
import { troubles } from "./health.ts";
import { zone } from "./schedule.ts";
import cron from "./settings.ts";
import { inMaintenance, tasksOf } from "./tasks.ts";
import { runner } from "./where.ts";

const computed = as(YES_NO, ({ env }, app) => String(inMaintenance(app, env)));
const mail = settingKeys(cron, { only: ["mailfrom", "mailto"], global: true });
const host = {
  ...mail,
  "cron-computed-maintenance": computed,
  "cron-global-maintenance": as(YES_NO, ({ env }) => cron.own(GLOBAL, "maintenance", env)),
  "cron-scheduled-by": ({ env }) => runner(env).by,
  "cron-time-zone": () => zone(),
} satisfies Parameters<typeof report>[0]["keys"];

/** `cron:report`. What is known of an app's single jobs stands in `cron:list` and `cron:runs`. */
export const cronReport = report({
  plugin: "cron",
  summary: "Show how an app's jobs are run, and what is wrong with them, of one app or of all",
  keys: {
    ...host,
    "cron-maintenance": as(YES_NO, ({ env }, app) => cron.own(app, "maintenance", env)),
    "cron-task-count": as(WHOLE, async (io, app) => String((await tasksOf(io, app)).length)),
    "cron-trouble": async (io, app) => {
      const tasks = await tasksOf(io, app);
      const wrong = tasks.length ? runner(io.env).wrong : "";
      return [...(wrong ? [wrong] : []), ...troubles(app, tasks, io.env)].join("; ") || "none";
    },
  },
  globalKeys: host,
  more: ({ env }, app) => {
    const store = properties("cron", env);
    const suspended = store.keys(app).filter((key) => key.startsWith("maintenance."));
    return Object.fromEntries(
      suspended.map((key) => [`cron-maintenance-${key.slice("maintenance.".length)}`, store.get(app, key)]),
    );
  },
});
