import type { Io } from "hokku";
import { properties } from "hokku/properties";
import { type Amounts, RESOURCES } from "./amounts.ts";

export const KINDS = ["limit", "reserve"] as const;
export type Kind = (typeof KINDS)[number];

/** Stands for every process type that has no amount of its own. */
export const DEFAULTS = "_default_";

/** Key of one amount. Contract: Dokku's property `resource/<app>/<process type>.<limit|reserve>.<resource>`. */
export const keyOf = (type: string, kind: Kind, resource: string): string => `${type}.${kind}.${resource}`;

/** What is set for a process type itself. */
export function ownAmounts(env: Io["env"], app: string, type: string, kind: Kind): Amounts {
  const store = properties("resource", env);
  const set = RESOURCES.map((resource) => [resource, store.get(app, keyOf(type, kind, resource))]);
  return Object.fromEntries(set.filter(([, value]) => value));
}

/** What counts for a process type: its own amounts, and the defaults for the rest. */
export function amounts(env: Io["env"], app: string, type: string, kind: Kind): Amounts {
  return { ...ownAmounts(env, app, DEFAULTS, kind), ...ownAmounts(env, app, type, kind) };
}

/** Forgets the amounts of one process type, or of all. */
export function clearAmounts(env: Io["env"], app: string, type: string | undefined, kind: Kind): void {
  const store = properties("resource", env);
  for (const key of store.keys(app)) {
    const [, owner, of] = /^(.+)\.(limit|reserve)\.[a-z-]+$/.exec(key) ?? [];
    if (of === kind && (type === undefined || type === owner)) store.set(app, key, "");
  }
}
