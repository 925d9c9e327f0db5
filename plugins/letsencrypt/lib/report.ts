import { report, settingKeys } from "hokku/report";
import { as, YES_NO } from "hokku/report-schema";
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
});
