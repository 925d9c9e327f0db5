import type { Io } from "hokku";
import { providerVariables } from "hokku/dns-provider";
import { type Ask, type Keys, masked, report, type Shown } from "hokku/report";
import { as } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";
import type { LabelProxy } from "../label-proxy.ts";

/** `<proxy>:report`. Contract: Dokku's keys; what is for all apps has none of an app's own. */
export function labelProxyReport<K extends string>(of: LabelProxy<K>): ReturnType<typeof report> {
  return report({
    plugin: of.name,
    keys: keysOf(of, false),
    globalKeys: keysOf(of, true),
    moreGlobal: true,
    more: (io, _app, shown) => {
      const known = Object.entries(providerVariables(of.name, GLOBAL, io.env));
      return Object.fromEntries(known.map(([key, value]) => [`${of.name}-global-dns-provider-${key}`, masked(io, shown, value)]));
    },
  });
}

function keysOf<K extends string>({ name, settings }: LabelProxy<K>, global: boolean): Keys {
  const keys: Record<string, Ask> = {};
  for (const key of Object.keys(settings.known) as (keyof typeof settings.known)[]) {
    const { scope, schema, secret } = settings.known[key];
    const told = (io: Io, value: string, shown: Shown) => (secret ? masked(io, shown, value) : value);
    const spelt = (value: string) => (key === "log-level" ? value.toUpperCase() : value);
    if (!global && scope !== "global") keys[`${name}-${key}`] = as(schema, ({ env }, app) => settings.own(app, key, env));
    keys[`${name}-global-${key}`] = as(schema, (io, _app, shown) => told(io, settings.own(GLOBAL, key, io.env), shown));
    keys[`${name}-computed-${key}`] = as(schema, (io, app, shown) => told(io, spelt(settings.of(app, key, io.env)), shown));
  }
  return keys;
}
