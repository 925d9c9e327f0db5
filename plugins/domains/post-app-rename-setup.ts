#!/usr/bin/env hokku
import { hook } from "hokku";
import { GLOBAL } from "hokku/scope";
import { domainsOf, writeDomains } from "./lib/vhosts.ts";

/** The new name takes the old one's place below each of the host's domains; all other domains move along. */
export default hook("post-app-rename-setup", ({ env }, old, fresh) => {
  const hosts = domainsOf(GLOBAL, env);
  const known = domainsOf(fresh, env);
  const domains = known.length ? known : domainsOf(old, env);
  const renamed = domains.map((domain) =>
    hosts.some((host) => domain === `${old}.${host}`) ? domain.replace(old, fresh) : domain,
  );
  if (domains.length) writeDomains(fresh, renamed, env);
});
