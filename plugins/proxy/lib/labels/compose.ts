import { Exit } from "hokku";

/** The container of a proxy, in the words of a compose file's service. */
export interface Compose {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: readonly string[];
  readonly labels?: readonly string[];
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly restart?: string;
  readonly volumes?: readonly string[];
}

const LISTS = ["command", "environment", "labels", "ports", "volumes"] as const;
const WORDS = ["image", "network_mode", "restart"] as const;

/** As a compose file, in which `$$` is a dollar sign. */
export async function composeText(name: string, service: Compose): Promise<string> {
  const { Document, isScalar, isSeq } = await import("yaml");
  const file = new Document({ services: { [name]: service } });
  // Contract: these are in quotes, which people's scripts look for.
  for (const key of ["labels", "ports", "volumes"]) {
    const list = file.getIn(["services", name, key]);
    for (const item of isSeq(list) ? list.items : []) if (isScalar(item)) item.type = "QUOTE_DOUBLE";
  }
  return file.toString({ lineWidth: 0, directives: true }).replaceAll("$", "$$$$");
}

/** Reads one that somebody else has made. What is not understood is refused, rather than left out. */
export async function composed(name: string, text: string, where: string): Promise<Compose> {
  const { parse } = await import("yaml");
  const read: unknown = await Promise.resolve(text.replaceAll("$$", "$"))
    .then((plain) => parse(plain))
    .catch((error: unknown) => {
      throw new Exit(1, `${where} is not YAML: ${error instanceof Error ? error.message : error}`);
    });
  const service = Object(Object(Object(read).services)[name]);
  const unknown = Object.keys(service).filter((key) => ![...LISTS, ...WORDS].some((known) => known === key));
  if (unknown.length)
    throw new Exit(1, `${where} has ${unknown.join(", ")} for ${name}; known are ${[...WORDS, ...LISTS].join(", ")}`);
  if (typeof service.image !== "string") throw new Exit(1, `${where} has no image for the service ${name}`);
  for (const key of LISTS) if (!Array.isArray(service[key] ?? [])) throw new Exit(1, `${key} in ${where} has to be a list`);
  const lists = LISTS.flatMap((key) => (service[key] ? [[key, (service[key] as unknown[]).map(String)]] : []));
  return { ...service, ...Object.fromEntries(lists) };
}

/** The words behind `docker container run` that make the same container as `docker compose` would. */
export function runWords(container: string, service: Compose): string[] {
  const { image, command = [], environment = [], labels = [], ports = [], volumes = [] } = service;
  const { network_mode: network = "bridge", restart = "unless-stopped" } = service;
  return [
    ...["--detach", `--name=${container}`, `--network=${network}`, `--restart=${restart}`],
    ...environment.map((line) => `--env=${line}`),
    ...labels.map((line) => `--label=${line}`),
    ...ports.map((line) => `--publish=${line}`),
    ...volumes.map((line) => `--volume=${line}`),
    ...[image, ...command],
  ];
}
