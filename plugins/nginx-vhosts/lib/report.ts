import { report, settingKeys } from "hokku/report";
import { as, WHOLE } from "hokku/report-schema";
import nginx, { type Key } from "./settings.ts";

const { statSync } = process.getBuiltinModule("node:fs");

const names = Object.keys(nginx.known) as Key[];
const isGlobal = (key: Key): boolean => nginx.known[key].scope === "global";

/** `nginx:report` and its part of `dokku report`. */
export const nginxReport = report({
  plugin: "nginx",
  keys: {
    ...settingKeys(nginx, { only: names.filter((key) => !isGlobal(key)) }),
    ...settingKeys(nginx, { only: names.filter(isGlobal), global: true }),
    "nginx-last-visited-at": as(WHOLE, ({ env }, app) => lastWritten(nginx.of(app, "access-log-path", env))),
  },
  // Contract: nginx, unlike the others, shows there what is set and no defaults.
  globalKeys: Object.fromEntries(
    Object.entries(settingKeys(nginx, { global: true })).filter(([key]) => key.includes("-global-")),
  ),
});

/** When a log was last written to, in seconds since 1970; "" where it is no file. */
function lastWritten(path: string): string {
  const stat = path.startsWith("/") ? statSync(path, { throwIfNoEntry: false }) : undefined;
  return stat?.isFile() ? String(Math.floor(stat.mtimeMs / 1000)) : "";
}
