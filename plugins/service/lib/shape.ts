import { join } from "node:path";
import { splitWords } from "hokku/words";
import type { Kind } from "./service.ts";
import { read, type Service } from "./state.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** What a service's container is made of. */
export interface Shape {
  readonly name: string;
  /** Name by which others on its network reach it. */
  readonly host: string;
  readonly labels: readonly string[];
  /** A file with variables, where there is one, and those that go before it. */
  readonly envFile: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  /** Megabytes, and a size as `64m`; "" where the engine's own count. */
  readonly memory: string;
  readonly shared: string;
  /** "" for the engine's own. */
  readonly network: string;
  readonly image: string;
  readonly command: readonly string[];
}

/** A service's, as its files say. */
export function shapeOf(kind: Kind, service: Service, network: string): Shape {
  const { root, hostRoot, container, host, image, imageVersion } = service;
  const envFile = join(root, "ENV");
  return {
    name: container,
    host,
    labels: ["dokku=service", `dokku.service=${kind.plugin}`],
    envFile: existsSync(envFile) ? envFile : undefined,
    variables: kind.variables?.(service) ?? {},
    volumes: volumesOf(kind, service, hostRoot),
    memory: read(root, "SERVICE_MEMORY"),
    shared: read(root, "SHM_SIZE"),
    network,
    image: `${image}:${imageVersion}`,
    command: [...(kind.command ?? []), ...splitWords(read(root, "CONFIG_OPTIONS"))],
  };
}

/** Its folders as the container sees them. */
export const volumesOf = (kind: Kind, service: Service, hostRoot: string): string[] =>
  Object.entries(kind.mounts(service)).map(([folder, target]) => `${join(hostRoot, folder)}:${target}`);

/** The words behind `docker container create` that make it; the values of its variables are not among them. */
export function createWords({ name, host, labels, envFile, variables, volumes, memory, shared, ...shape }: Shape): string[] {
  return [
    ...[`--name=${name}`, `--hostname=${name}`, "--restart=always"],
    ...labels.map((label) => `--label=${label}`),
    ...(envFile ? [`--env-file=${envFile}`] : []),
    ...Object.keys(variables).map((key) => `--env=${key}`),
    ...volumes.map((volume) => `--volume=${volume}`),
    ...(memory ? [`--memory=${memory}m`] : []),
    ...(shared ? [`--shm-size=${shared}`] : []),
    ...(shape.network ? [`--network=${shape.network}`, `--network-alias=${host}`] : []),
    shape.image,
    ...shape.command,
  ];
}
