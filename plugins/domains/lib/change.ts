import { Exit, type Io, step, trigger, trouble } from "hokku";
import { exclusively } from "hokku/exclusive";
import { GLOBAL } from "hokku/scope";
import { domainName, isPrivate } from "./hostname.ts";
import { enable } from "./switch.ts";
import { byDefault, domainsOf, isEnabled, ownerOf, writeDomains } from "./vhosts.ts";

/** What a change of an app's domains answers as JSON. */
export interface Domains {
  readonly app: string;
  readonly domains: readonly string[];
}

/** Checks every word before any counts: a domain, and nobody else's. */
export function checkedDomains(given: readonly string[], app: string, { env }: Io): string[] {
  return given.map((word) => {
    const domain = domainName(word);
    refuseTaken(domain, app, env);
    if (isPrivate(domain))
      trouble(`${domain} has no dot: it is reached only from where a file of hosts or a DNS of your own has it`);
    return domain;
  });
}

function refuseTaken(domain: string, app: string, env: Io["env"]): void {
  const owner = ownerOf(domain, app, env) ?? byDefault(domain, app, env);
  if (owner)
    throw new Exit(1, `${domain} belongs to ${owner}; take it from there first: dokku domains:remove ${owner} ${domain}`);
}

/** Changes an app's list in one step, enables its domains and tells everyone. `change` says what it becomes. */
export async function changeDomains(
  io: Io,
  app: string,
  action: "add" | "set" | "remove" | "clear" | "reset",
  words: readonly string[],
  change: (now: readonly string[]) => readonly string[],
): Promise<Domains> {
  // All apps' lists are one at a time: two apps that ask for one domain at once must not both get it.
  const domains = await exclusively(io, "domains", GLOBAL, () => {
    if (action === "add" || action === "set") for (const word of words) refuseTaken(word, app, io.env);
    const next = change(domainsOf(app, io.env));
    writeDomains(app, next, io.env);
    return next;
  });
  if ((action === "add" || action === "set") && !isEnabled(app, io.env)) await enable(io, app);
  await trigger(io, "post-domains-update", app, action, ...words);
  return { app, domains };
}

/** Adds domains; one that is there already is said and skipped. */
export async function addDomains(io: Io, app: string, given: readonly string[]): Promise<Domains> {
  const domains = checkedDomains(given, app, io);
  return changeDomains(io, app, "add", domains, (now) => {
    for (const domain of domains)
      step(io, now.includes(domain) ? `Skipping: ${domain} already added to ${app}` : `Added ${domain} to ${app}`);
    return [...new Set([...now, ...domains])];
  });
}
