import { properties } from "hokku/properties";
import { type Keys, propertyKeys, report } from "hokku/report";
import { as, WHOLE } from "hokku/report-schema";
import { defaultOf, SETTINGS } from "./settings.ts";

const { statSync } = process.getBuiltinModule("node:fs");

const names = Object.keys(SETTINGS);
const isGlobal = (key: string): boolean => SETTINGS[key]?.scope === "global";
const defaultsOf = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, defaultOf("{app}", key)]));

const computed: Keys = Object.fromEntries(
  names.map((key) => [
    `nginx-computed-${key}`,
    ({ env }, app) => properties("nginx", env).computed(app, key, defaultOf(app, key)),
  ]),
);

/** Each value as what its property says it is. */
const asDeclared = (keys: Keys): Keys =>
  Object.fromEntries(
    Object.entries(keys).map(([key, ask]) => [key, as(SETTINGS[key.replace(/^nginx-(global-|computed-)?/, "")]?.schema, ask)]),
  );

/** `nginx:report` and its part of `dokku report`. */
export const nginxReport = report({
  plugin: "nginx",
  keys: {
    ...asDeclared({
      ...propertyKeys("nginx", defaultsOf(names.filter((key) => !isGlobal(key)))),
      ...propertyKeys("nginx", defaultsOf(names.filter(isGlobal)), { global: true }),
      ...computed,
    }),
    "nginx-last-visited-at": as(WHOLE, ({ env }, app) =>
      lastWritten(properties("nginx", env).computed(app, "access-log-path", defaultOf(app, "access-log-path"))),
    ),
  },
  globalKeys: asDeclared(propertyKeys("nginx", defaultsOf(names), { global: true })),
});

/** When a log was last written to, in seconds since 1970; "" where it is no file. */
function lastWritten(path: string): string {
  const stat = path.startsWith("/") ? statSync(path, { throwIfNoEntry: false }) : undefined;
  return stat?.isFile() ? String(Math.floor(stat.mtimeMs / 1000)) : "";
}
