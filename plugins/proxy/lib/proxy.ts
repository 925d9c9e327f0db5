import { join } from "node:path";
import { type Io, step, trigger } from "hokku";
import { properties } from "hokku/properties";
import proxy from "./settings.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** What serves apps where nobody has chosen: nginx where it was set up for us, else the TCP forwarder that needs no root. */
export function usualProxy({ DOKKU_LIB_ROOT = "" }: Env): string {
  return existsSync(join(DOKKU_LIB_ROOT, "data/nginx-vhosts")) ? "nginx" : "port-proxy";
}

/** The proxy that serves an app. */
export function proxyType(app: string, env: Env): string {
  return proxy.chosen(app, "type", env) || usualProxy(env);
}

/** Whether an app is proxied at all; otherwise its containers are reached by their own ports. */
export function isProxied(app: string, env: Env): boolean {
  return proxy.own(app, "disabled", env) !== "true";
}

export async function enableProxy(io: Io, app: string): Promise<void> {
  if (isProxied(app, io.env)) return step(io, `Proxy is already enabled for app ${app}`);
  step(io, `Enabling proxy for app ${app}`);
  properties("proxy", io.env).set(app, "disabled", "");
  await trigger(io, "proxy-enable", app);
}

export async function disableProxy(io: Io, app: string): Promise<void> {
  if (!isProxied(app, io.env)) return step(io, `Proxy is already disabled for app ${app}`);
  step(io, `Disabling proxy for app ${app}`);
  properties("proxy", io.env).set(app, "disabled", "true");
  await trigger(io, "proxy-disable", app);
}
