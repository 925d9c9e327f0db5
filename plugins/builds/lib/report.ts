import { type Ask, report, settingKeys } from "hokku/report";
import { as, WHOLE } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";
import { records, type Shown } from "./records.ts";
import builds from "./settings.ts";

/** Something of the newest build. */
const newest =
  (find: (build: Shown) => string | number | undefined): Ask =>
  ({ env }, app) => {
    const [build] = records(app, env).sort((a, b) => (a.started_at < b.started_at ? 1 : -1));
    return String((build && find(build)) ?? "");
  };

/** `builds:report`. */
export const buildsReport = report({
  plugin: "builds",
  summary: "Show the newest build of one app or of all, and how many are kept",
  keys: {
    "build-id": newest(({ id }) => id),
    "build-kind": newest(({ kind }) => kind),
    "build-status": newest(({ display_status }) => display_status),
    "build-pid": as(
      WHOLE,
      newest(({ pid }) => pid),
    ),
    "build-source": newest(({ source }) => source),
    "build-started-at": newest(({ started_at }) => started_at),
    "build-finished-at": newest(({ finished_at }) => finished_at),
    "build-exit-code": as(
      WHOLE,
      newest(({ exit_code }) => exit_code),
    ),
    ...settingKeys(builds, { only: ["retention"] }),
  },
  globalKeys: {
    "builds-global-min-free": as(WHOLE, ({ env }) => builds.of(GLOBAL, "min-free", env)),
    "builds-global-parallel": as(WHOLE, ({ env }) => builds.own(GLOBAL, "parallel", env)),
    "builds-global-retention": as(WHOLE, ({ env }) => builds.own(GLOBAL, "retention", env)),
  },
});
