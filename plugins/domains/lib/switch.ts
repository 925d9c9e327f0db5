import { type Io, step, trigger } from "hokku";
import { defaultDomains, domainsOf, isEnabled, writeDomains } from "./vhosts.ts";

/** Lets an app answer by its domains; where it has none it gets its default ones. */
export async function enable(io: Io, app: string): Promise<void> {
  if (isEnabled(app, io.env)) return step(io, `Domains (VHOST) support is already enabled for app (${app})`);
  if (!domainsOf(app, io.env).length) writeDomains(app, await defaultDomains(io, app), io.env);
  await trigger(io, "pre-enable-vhost", app);
  await noVhost(io, app, "0");
  await trigger(io, "post-domains-update", app, "enable");
}

/** Lets an app answer by its port only; its domains are forgotten, as in Dokku. */
export async function disable(io: Io, app: string): Promise<void> {
  if (!isEnabled(app, io.env)) return step(io, `Domains (VHOST) support is already disabled for app (${app})`);
  await trigger(io, "pre-disable-vhost", app);
  step(io, "App virtual host support disabled");
  writeDomains(app, [], io.env);
  await noVhost(io, app, "1");
  await trigger(io, "post-domains-update", app, "disable");
}

async function noVhost(io: Io, app: string, value: string): Promise<void> {
  await trigger({ ...io, stdout: () => {} }, "config-set", "--no-restart", app, `NO_VHOST=${value}`);
}
