import { Exit } from "hokku";

/** A port of the host that leads to a port of the container. */
export interface PortMap {
  readonly scheme: string;
  readonly host: number;
  readonly container: number;
}

/** `http:80:5000`. */
export const portMapText = ({ scheme, host, container }: PortMap): string => `${scheme}:${host}:${container}`;

/** Reads `scheme:host:container` words; anything else is refused. */
export function parsePortMaps(words: readonly string[]): PortMap[] {
  return words.map((word) => {
    const [, scheme = "", host = "", container = ""] = /^([a-z0-9+]+):(\d{1,5}):(\d{1,5})$/.exec(word) ?? [];
    if (scheme && isPort(host) && isPort(container)) return { scheme, host: Number(host), container: Number(container) };
    throw new Exit(1, `Invalid port map ${word}; use <scheme>:<host port>:<container port>, such as http:80:5000`);
  });
}

/** Refuses two mappings of one scheme and host port. */
export function withoutClash(maps: readonly PortMap[]): readonly PortMap[] {
  const seen = new Set<string>();
  for (const { scheme, host } of maps) {
    const key = `${scheme}:${host}`;
    if (seen.has(key)) throw new Exit(1, `The same scheme:host-port is being reused: ${key}`);
    seen.add(key);
  }
  return maps;
}

/** What is left when these are taken out: whole mappings, or host ports alone. */
export function without(maps: readonly PortMap[], words: readonly string[]): PortMap[] {
  const ports = new Set(words.filter(isPort).map(Number));
  const gone = new Set(parsePortMaps(words.filter((word) => !isPort(word))).map(portMapText));
  return maps.filter((map) => !ports.has(map.host) && !gone.has(portMapText(map)));
}

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536;
