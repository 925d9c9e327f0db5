import { Exit, type Io } from "hokku";
import { output } from "hokku/run";

/** A docker network, with Dokku's names for its fields. */
export interface Network {
  readonly CreatedAt: string;
  readonly DokkuManaged: boolean;
  readonly Driver: string;
  readonly ID: string;
  readonly Internal: boolean;
  readonly IPv6: boolean;
  readonly Labels: ReadonlyMap<string, string>;
  readonly Name: string;
  readonly Scope: string;
}

/** The mark of a network that was made by `network:create`. */
export const LABEL = "com.dokku.network-name";

/** Refuses a name that docker would refuse, or take for an option. */
export function networkName(name: string): string {
  if (/^[A-Za-z0-9][\w.-]{0,127}$/.test(name)) return name;
  const rule = 'letters, digits, "_", "." and "-", beginning with a letter or digit';
  throw new Exit(1, `${JSON.stringify(name)} cannot be the name of a network: use ${rule}`);
}

/** All networks docker has, by name. */
export async function networks(io: Io): Promise<Network[]> {
  const lines = (await docker(io, ["network", "ls", "--format", "{{json .}}"])).split("\n").filter(Boolean);
  return lines.map(networkOf).sort((a, b) => (a.Name < b.Name ? -1 : 1));
}

/** One network; one that docker does not have is refused. */
export async function existingNetwork(io: Io, name: string): Promise<Network> {
  const found = (await networks(io)).find(({ Name }) => Name === networkName(name));
  if (!found)
    throw new Exit(1, `Network ${name} does not exist; see: dokku network:list, or make it: dokku network:create ${name}`);
  return found;
}

/** Asks docker; its failure is thrown in its own words. */
export const docker = (io: Io, args: readonly string[]): Promise<string> => output(io, io.env.DOCKER_BIN ?? "docker", args);

/** One line of docker's list, where everything is a string. `{{json .}}`, since Docker before 23 prints `json` as it is. */
export function networkOf(line: string): Network {
  const listed: Record<string, string> = JSON.parse(line);
  const labels = (listed.Labels ?? "").split(",").flatMap((label) => {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(label) ?? [];
    return key === undefined ? [] : [[key, value ?? ""] as const];
  });
  const Labels = new Map(labels);
  const { CreatedAt = "", Driver = "", ID = "", Name = "", Scope = "" } = listed;
  const is = { DokkuManaged: Labels.has(LABEL), Internal: listed.Internal === "true", IPv6: listed.IPv6 === "true" };
  return { CreatedAt, Driver, ID, Name, Scope, Labels, ...is };
}
