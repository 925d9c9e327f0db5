import type { Io } from "../../../core/execute.ts";
import { properties } from "./properties.ts";
import type { Setting } from "./settings.ts";

const PREFIX = "dns-provider-";

/** A property `dns-provider-<VARIABLE>`: what a program that proves domains by DNS wants to know of a provider. Contract: Dokku's. */
export const providerVariable = (key: string, scope: Setting["scope"] = "both"): Setting | undefined =>
  /^dns-provider-[A-Za-z_][A-Za-z0-9_]*$/.test(key)
    ? { is: "value", summary: "a variable for the DNS provider", scope }
    : undefined;

/** Those that a plugin has for an app, or for `--global`, by the names of the variables. */
export function providerVariables(plugin: string, scope: string, env: Io["env"]): Record<string, string> {
  const own = properties(plugin, env);
  const keys = own.keys(scope).filter((key) => providerVariable(key));
  return Object.fromEntries(keys.map((key) => [key.slice(PREFIX.length), own.get(scope, key)]));
}
