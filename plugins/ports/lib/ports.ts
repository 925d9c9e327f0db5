import { answer, type Io } from "hokku";
import { exclusively } from "hokku/exclusive";
import { properties } from "hokku/properties";
import { type PortMap, parsePortMaps, portMapText } from "./port-map.ts";
import { USUAL, usualPort } from "./usual-port.ts";

type Env = Io["env"];

/** The mappings the user set. Contract: Dokku's list property `map`. */
export const customPorts = (app: string, env: Env): PortMap[] => parsePortMaps(properties("ports", env).list(app, "map"));

/** Changes the user's mappings while nobody else does, and answers them; they are kept sorted. */
export function changePorts(
  io: Io,
  app: string,
  change: (maps: readonly PortMap[]) => readonly PortMap[],
): Promise<readonly PortMap[]> {
  return exclusively(io, "ports", app, () => {
    const maps = change(customPorts(app, io.env));
    properties("ports", io.env).setList(app, "map", maps.map(portMapText).sort());
    return maps;
  });
}

/**
 * The mappings that follow from the image (`map-detected`, port 5000 without any), from `proxy-port` and from TLS.
 * Contract: Dokku's rule: with a certificate each `http:80` gains an `https` beside it; where there is none, `http` becomes `https`.
 */
export async function detectedPorts(io: Io, app: string): Promise<PortMap[]> {
  const stored = parsePortMaps(properties("ports", io.env).list(app, "map-detected"));
  const base = (await usualPort(io, app, "proxy-port")) || USUAL["proxy-port"];
  const secure = (await usualPort(io, app, "proxy-ssl-port")) || USUAL["proxy-ssl-port"];
  const found = stored.length ? stored : [{ scheme: "http", host: USUAL["proxy-port"], container: 5000 }];
  const maps = found.map((map) => ({ ...map, host: { 80: base, 443: secure }[map.host] ?? map.host }));
  if (!(await hasCertificate(io, app))) return maps;
  const beside = maps.filter(({ scheme, host }) => scheme === "http" && host === base);
  if (beside.length) return [...maps, ...beside.map(({ container }) => ({ scheme: "https", host: secure, container }))];
  return maps.map((map) => (map.scheme === "http" ? { ...map, scheme: "https" } : map));
}

/** The mappings that count: the user's, else the detected ones. */
export async function currentPorts(io: Io, app: string): Promise<PortMap[]> {
  const custom = customPorts(app, io.env);
  const maps = custom.length ? custom : await detectedPorts(io, app);
  return [...new Map(maps.toReversed().map((map) => [`${map.scheme}:${map.host}`, map])).values()].reverse();
}

/** A mapping as JSON. Contract: Dokku's keys. */
export const asJson = ({ scheme, host, container }: PortMap) => ({ container_port: container, host_port: host, scheme });

async function hasCertificate(io: Io, app: string): Promise<boolean> {
  for (const trigger of ["certs-exists", "certs-force"] as const) if ((await answer(io, trigger, app)) === "true") return true;
  return false;
}
