import type { Io } from "hokku";
import { exclusively } from "hokku/exclusive";
import { GLOBAL } from "hokku/scope";
import { domainsOf, writeDomains } from "./vhosts.ts";

/** Changes the host's own domains in one step. Apps keep those they have: `domains:reset` gives them new ones. */
export function changeGlobal(
  io: Io,
  change: (now: readonly string[]) => readonly string[],
): Promise<{ domains: readonly string[] }> {
  return exclusively(io, "domains", GLOBAL, () => {
    const domains = change(domainsOf(GLOBAL, io.env));
    writeDomains(GLOBAL, domains, io.env);
    return { domains };
  });
}
