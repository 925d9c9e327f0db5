#!/usr/bin/env hokku
import { answer, hook, type Io, step, trigger } from "hokku";
import { properties } from "hokku/properties";
import { availablePort } from "./lib/available.ts";

/** Gives an app its ports on the host. Contract: Dokku's rule: 80 and 443, or one of their own without domains. */
export default hook("ports-configure", async (io, app) => {
  await configure(io, app, "proxy-port", 80, "No port set, setting to random open high port");
  const secure = (await answer(io, "certs-exists", app)) === "true" || (await answer(io, "certs-force", app)) === "true";
  if (secure) await configure(io, app, "proxy-ssl-port", 443, "No ssl port set, setting to random open high port");
});

async function configure(io: Io, app: string, key: string, usual: number, why: string): Promise<void> {
  const proxy = properties("proxy", io.env);
  if (Number(proxy.get(app, key))) return;
  const vhosts = await trigger({ ...io, stdout: () => {} }, "domains-vhost-enabled", app).then(
    () => true,
    () => false,
  );
  if (!vhosts) step(io, why);
  const port = vhosts ? Number(proxy.get("--global", key)) || usual : await availablePort();
  proxy.set(app, key, String(port));
}
