import { type Io, step, trigger, trouble } from "hokku";
import { defaultDomains, domainsOf, isEnabled, isNamed, writeDomains } from "./vhosts.ts";

/** Lets an app answer by its domains; where it has none it gets its default ones. */
export async function enable(io: Io, app: string): Promise<void> {
  if (isNamed(app, io.env)) return step(io, `Domains (VHOST) support is already enabled for app (${app})`);
  if (!domainsOf(app, io.env).length) writeDomains(app, await defaultDomains(io, app), io.env);
  if (!domainsOf(app, io.env).length)
    trouble(`Neither ${app} nor the host has a domain, so ${app} stays at a port of its own; add one: dokku domains:add ${app}`);
  if (isEnabled(app, io.env)) return switched(io, app);
  await noVhost(io, app, "0");
}

/** Lets an app answer by its port only; its domains are forgotten, as in Dokku. */
export async function disable(io: Io, app: string): Promise<void> {
  if (!isEnabled(app, io.env)) return step(io, `Domains (VHOST) support is already disabled for app (${app})`);
  step(io, "App virtual host support disabled");
  writeDomains(app, [], io.env);
  await noVhost(io, app, "1");
}

/** Everybody hears of the switch, whoever has turned it: `post-config-update` leads here too. */
export async function switched(io: Io, app: string): Promise<void> {
  const enabled = isEnabled(app, io.env);
  await trigger(io, enabled ? "pre-enable-vhost" : "pre-disable-vhost", app);
  await trigger(io, "post-domains-update", app, enabled ? "enable" : "disable");
}

async function noVhost(io: Io, app: string, value: string): Promise<void> {
  await trigger(io, "config-set", "--no-restart", app, `NO_VHOST=${value}`);
}
