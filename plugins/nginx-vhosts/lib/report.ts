import { properties } from "hokku/properties";
import { type Keys, propertyKeys, report } from "hokku/report";
import { defaultOf, SETTINGS } from "./settings.ts";

const { statSync } = process.getBuiltinModule("node:fs");

const names = Object.keys(SETTINGS);
const nothing = Object.fromEntries(names.map((key) => [key, ""]));
const defaults = Object.fromEntries(names.map((key) => [key, defaultOf("{app}", key)]));

const computed: Keys = Object.fromEntries(
  names.map((key) => [
    `nginx-computed-${key}`,
    ({ env }, app: string) => properties("nginx", env).computed(app, key, defaultOf(app, key)),
  ]),
);

/** `nginx:report` and its part of `dokku report`. */
export const nginxReport = report({
  plugin: "nginx",
  keys: {
    ...propertyKeys("nginx", nothing),
    ...computed,
    "nginx-last-visited-at": ({ env }, app) =>
      lastWritten(properties("nginx", env).computed(app, "access-log-path", defaultOf(app, "access-log-path"))),
  },
  globalKeys: propertyKeys("nginx", defaults, { global: true }),
});

/** When a log was last written to, in seconds since 1970; "" where it is no file. */
function lastWritten(path: string): string {
  const stat = path.startsWith("/") ? statSync(path, { throwIfNoEntry: false }) : undefined;
  return stat?.isFile() ? String(Math.floor(stat.mtimeMs / 1000)) : "";
}
