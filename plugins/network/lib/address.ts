import { type Io, trouble } from "hokku";
import { inspected } from "hokku/engine";
import { containersOf, stateOf, staticListener, writePublished, writeState } from "./listeners.ts";
import network from "./settings.ts";

/** What `docker container inspect` answers, as far as it is needed here. */
export interface Inspected {
  readonly State: { readonly Running: boolean };
  readonly Config: { readonly Hostname: string; readonly Labels?: Readonly<Record<string, string>> | null };
  readonly HostConfig: { readonly NetworkMode: string };
  readonly NetworkSettings: {
    readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>>;
    readonly Ports?: Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>> | null;
  };
}

/** Asks docker about a container; undefined where it has none. */
export const inspect = (io: Io, id: string): Promise<Inspected | undefined> =>
  inspected<Inspected>(io, "container", id).catch(() => undefined);

/** A container's own address in the app's network, "" where it has none. Contract: `network-get-ipaddr`. */
export function ownAddress({ HostConfig, NetworkSettings: { Networks } }: Inspected, initial: string): string {
  if (HostConfig.NetworkMode === "host") return "127.0.0.1";
  const wanted = Networks[initial || "bridge"]?.IPAddress;
  return wanted || (Object.values(Networks).find(({ IPAddress }) => IPAddress)?.IPAddress ?? "");
}

/** Where the host publishes a container, and which of its ports; of several the one that is known already, else the only one. */
export function published({ NetworkSettings: { Ports } }: Inspected, known: string): { at: string; port: string } | undefined {
  const all = Object.entries(Ports ?? {}).flatMap(([port, bindings]) =>
    (bindings ?? []).map(({ HostIp, HostPort }) => ({ port: port.replace(/\/.*/, ""), HostIp, HostPort })),
  );
  const chosen =
    all.find(({ HostPort }) => HostPort === known) ??
    (new Set(all.map(({ HostPort }) => HostPort)).size === 1 ? all[0] : undefined);
  if (!chosen) return undefined;
  const ip = /^(0\.0\.0\.0|::|)$/.test(chosen.HostIp) ? "127.0.0.1" : chosen.HostIp;
  return { at: `${ip}:${chosen.HostPort}`, port: chosen.port };
}

/** Where a container was found. */
export interface Rebuilt {
  readonly process: string;
  readonly ip: string;
  readonly port: string;
}

/** Writes down anew where the app's running containers are reached. One that is not there is left as it is, and named. */
export async function rebuildAddresses(io: Io, app: string): Promise<Rebuilt[]> {
  if (staticListener(io.env, app)) return [];
  const initial = network.of(app, "initial-network", io.env);
  const found: Rebuilt[] = [];
  for (const { type, index, id } of containersOf(io.env, app)) {
    const container = await inspect(io, id);
    if (!container?.State.Running) trouble(`${app}.${type}.${index} is not running; see: dokku ps:report ${app}`);
    if (!container?.State.Running) continue;
    const written = stateOf(io.env, app, `PORT.${type}.${index}`);
    const listen = stateOf(io.env, app, `LISTEN.${type}.${index}`);
    const outside = published(container, listen.replace(/.*:/, "") || written);
    const ip = ownAddress(container, initial);
    const port = outside?.port ?? written;
    const known = stateOf(io.env, app, `IP.${type}.${index}`);
    if (ip && ip !== known) writeState(io.env, app, "IP", type, index, ip);
    if (port && port !== written && type === "web") writeState(io.env, app, "PORT", type, index, port);
    if (type === "web" && outside?.at !== (listen || undefined)) writePublished(io.env, app, `${type}.${index}`, outside?.at);
    found.push({ process: `${type}.${index}`, ip, port });
  }
  return found;
}
