import { answer, Exit, type Io } from "hokku";
import letsencrypt, { SERVERS } from "./settings.ts";

/** A certificate as an app is to have it. */
export interface Wanted {
  readonly domains: readonly string[];
  readonly email: string;
  /** The address of the authority's directory. */
  readonly server: string;
  /** By whose DNS the domains are proved; by http where there is none. */
  readonly dns: string | undefined;
}

/** What an app's certificate has to be, by its domains and settings; a refusal where something is missing. */
export async function wanted(io: Io, app: string): Promise<Wanted> {
  const of = (key: keyof typeof letsencrypt.known) => letsencrypt.of(app, key, io.env);
  const listed = (await answer(io, "domains-list", app)).split("\n");
  const domains = listed.filter((domain) => domain && domain !== "_");
  if (!domains.length) throw new Exit(1, `No domains detected for ${app}; add one: dokku domains:add ${app} <domain>`);
  const email = of("email");
  if (!email)
    throw new Exit(
      1,
      `Cannot request a certificate without an e-mail address!\nplease provide your e-mail address using\ndokku letsencrypt:set ${app} email <e-mail>`,
    );
  const dns = dnsProvider(app, io.env);
  const wildcard = domains.find((domain) => domain.startsWith("*"));
  if (wildcard && !dns)
    throw new Exit(
      1,
      `${wildcard} can only be proved by DNS; say who serves it: dokku letsencrypt:set ${app} dns-provider <name>`,
    );
  return { domains, email, server: SERVERS[of("server")] ?? of("server"), dns };
}

/** Contract: an app that says none goes by http, whatever is said for all. */
export function dnsProvider(app: string, env: Io["env"]): string | undefined {
  const name = letsencrypt.of(app, "dns-provider", env);
  return name && name !== "none" ? name : undefined;
}
