import type { Io } from "hokku";
import { properties } from "hokku/properties";
import { GLOBAL } from "hokku/scope";
import type { Setting } from "hokku/settings";

const PREFIX = "dns-provider-";

/** A property `dns-provider-<VARIABLE>`: what Traefik's client for a DNS provider wants to know. Contract: Dokku's. */
export const providerVariable = (key: string): Setting | undefined =>
  /^dns-provider-[A-Za-z_][A-Za-z0-9_]*$/.test(key)
    ? { is: "value", summary: "a variable for the DNS provider", scope: "global" }
    : undefined;

/** Those that are set, as variables: `CF_API_KEY=...`. */
export function providerVariables(env: Io["env"]): string[] {
  const own = properties("traefik", env);
  return own
    .keys(GLOBAL)
    .filter((key) => providerVariable(key))
    .map((key) => `${key.slice(PREFIX.length).toUpperCase()}=${own.get(GLOBAL, key)}`);
}
