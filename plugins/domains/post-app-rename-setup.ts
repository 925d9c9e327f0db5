#!/usr/bin/env hokku
import { hook } from "hokku";
import { GLOBAL } from "hokku/scope";
import { domainsOf, writeDomains } from "./lib/vhosts.ts";

/** All domains move along; below each of the host's, the new name takes the old one's place. */
export default hook("post-app-rename-setup", ({ env }, old, fresh) => {
  const hosts = domainsOf(GLOBAL, env);
  const domains = domainsOf(old, env);
  const renamed = domains.map((domain) =>
    hosts.some((host) => domain === `${old}.${host}`) ? domain.replace(old, fresh) : domain,
  );
  if (domains.length) writeDomains(fresh, renamed, env);
});
