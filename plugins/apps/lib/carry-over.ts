import type { Io } from "hokku";
import { properties } from "hokku/properties";

/** Gives an app what is remembered of another: where its code came from. It has an age of its own, and is not locked. */
export function carryOver({ env }: Io, from: string, to: string): void {
  const kept = properties("apps", env);
  for (const key of ["deploy-source", "deploy-source-metadata"]) kept.set(to, key, kept.get(from, key));
}
