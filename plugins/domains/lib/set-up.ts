import { type Io, step } from "hokku";
import { defaultDomains, domainsOf, isEnabled, writeDomains } from "./vhosts.ts";

/** Gives an app without domains its default ones, where the host has a domain. */
export async function setUp(io: Io, app: string): Promise<void> {
  if (!isEnabled(app, io.env) || domainsOf(app, io.env).length) return;
  const domains = await defaultDomains(io, app);
  if (!domains.length) return;
  step(io, "Creating new app virtual host file...");
  writeDomains(app, domains, io.env);
}
