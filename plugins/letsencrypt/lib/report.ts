import type { Io } from "hokku";
import { providerVariables } from "hokku/dns-provider";
import { masked, report, type Shown, settingKeys } from "hokku/report";
import { as, YES_NO } from "hokku/report-schema";
import { GLOBAL } from "hokku/scope";
import { isRenewed } from "./auto.ts";
import letsencrypt from "./settings.ts";
import { expiration, isActive } from "./state.ts";

/** `letsencrypt:report`. Contract: dokku-letsencrypt's keys; the end of a certificate is in seconds since 1970. */
export const letsencryptReport = report({
  plugin: "letsencrypt",
  keys: {
    "letsencrypt-active": as(YES_NO, ({ env }, app) => String(isActive(app, env))),
    "letsencrypt-autorenew": as(YES_NO, ({ env }) => String(isRenewed(env))),
    "letsencrypt-expiration": async ({ env }, app) => String((await expiration(app, env)) ?? ""),
    ...settingKeys(letsencrypt),
  },
  globalKeys: {
    "letsencrypt-autorenew": as(YES_NO, ({ env }) => String(isRenewed(env))),
    ...settingKeys(letsencrypt, { global: true }),
  },
  moreGlobal: true,
  more: credentials,
});

/** What is set for the DNS provider, where it is set, and what counts. Programs on the host are told its values. */
function credentials(io: Io, app: string, shown: Shown): Record<string, string> {
  const global = providerVariables("letsencrypt", GLOBAL, io.env);
  const own = app === GLOBAL ? {} : providerVariables("letsencrypt", app, io.env);
  const rows = [
    ["", own],
    ["global-", global],
    ["computed-", { ...global, ...own }],
  ] as const;
  const all = rows.flatMap(([scope, variables]) =>
    Object.entries(variables).map(([key, value]) => [`letsencrypt-${scope}dns-provider-${key}`, masked(io, shown, value)]),
  );
  return Object.fromEntries(all);
}
