import { detail, type Io } from "hokku";
import { properties } from "hokku/properties";
import { docker } from "./engine.ts";
import type { Kind } from "./service.ts";
import type { NetworkKey } from "./settings.ts";
import type { Service } from "./state.ts";

/** What a service is set to; "" where it is not. */
export const networkOf = ({ plugin }: Kind, name: string, key: NetworkKey, env: Io["env"]): string =>
  properties(plugin, env).get(name, key);

/** Attaches a service's container to the networks that it is set to at that moment. */
export async function attach(io: Io, kind: Kind, service: Service, key: NetworkKey): Promise<void> {
  const named = networkOf(kind, service.name, key, io.env).split(",").filter(Boolean);
  if (named.length) detail(io, `Connecting to networks after container ${key === "post-create-network" ? "create" : "start"}`);
  for (const network of named) {
    detail(io, `- ${network}`);
    await docker(io, ["network", "connect", "--alias", service.host, network, service.container]);
  }
}
