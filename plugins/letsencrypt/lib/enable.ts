import { join } from "node:path";
import { headline, type Io, step, trigger } from "hokku";
import { lockFolder } from "hokku/exclusive";
import { whileLocked } from "hokku/lock";
import { properties } from "hokku/properties";
import letsencrypt from "./settings.ts";
import { expiration, isActive, isFor, keep } from "./state.ts";
import { wanted } from "./wanted.ts";

/** How long one waits for another who gets the same app a certificate, in seconds. */
const PATIENCE = 10 * 60;

/** Gets an app a certificate, unless it has the one that it is to have and that still counts for long enough. Answers whether it did. */
export function enable(io: Io, app: string, force = false): Promise<boolean> {
  return whileLocked(join(lockFolder(io.env), `letsencrypt-enable.${app}`), PATIENCE, () => enabled(io, app, force));
}

async function enabled(io: Io, app: string, force: boolean): Promise<boolean> {
  headline(io, `Enabling letsencrypt for ${app}`);
  const asked = await wanted(io, app);
  if (!force && (await isFor(app, asked, io.env)) && (await leftToRenewal(app, io.env)) > 0) {
    step(io, `Certificate is still valid for ${app}, skipping certificate request`);
    step(io, "Pass --force to letsencrypt:enable to request a new certificate anyway");
    return false;
  }
  step(io, `Getting letsencrypt certificate for ${app} via ${asked.dns ? "DNS-01" : "HTTP-01"}`);
  const pair = asked.dns
    ? await (await import("./lego.ts")).issueByDns(io, app, asked)
    : await (await import("./acme.ts")).issue(io, app, asked);
  step(io, "Certificate retrieved successfully.");
  const { crt, key } = await keep(app, asked, pair, io.env);
  await trigger(io, "certs-set", app, crt, key);
  properties("letsencrypt", io.env).set(app, "failures", "");
  step(io, "Done");
  return true;
}

/** Seconds until the certificate is to be renewed; less than nothing where it is time, or where there is none. */
export async function leftToRenewal(app: string, env: Io["env"], now = Date.now()): Promise<number> {
  const end = isActive(app, env) ? await expiration(app, env) : undefined;
  return end === undefined ? -1 : end - Number(letsencrypt.of(app, "graceperiod", env)) - Math.floor(now / 1000);
}
