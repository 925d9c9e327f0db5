import { join } from "node:path";
import type { Io } from "hokku";
import { readText } from "hokku/files";
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

/** The words of `docker` that create it; the values of its variables are in the environment. */
export function createWords({ name, host, labels, envFile, variables, volumes, memory, shared, ...shape }: Shape): string[] {
  return [
    ...["container", "create", `--name=${name}`, `--hostname=${name}`, "--restart=always"],
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

/** The same as the engine's socket takes it. */
export function createBody({ name, host, labels, envFile, variables, volumes, memory, shared, ...shape }: Shape, env: Io["env"]) {
  const pairs = Object.entries(variables).map(([key, value]) => `${key}=${value}`);
  return {
    Hostname: name,
    Image: shape.image,
    Cmd: shape.command.length ? shape.command : undefined,
    Env: [...(envFile ? linesOf(envFile, env) : []), ...pairs],
    Labels: Object.fromEntries(labels.map((label) => label.split("=", 2))),
    HostConfig: {
      Binds: volumes,
      RestartPolicy: { Name: "always" },
      ...(memory && { Memory: bytes(`${memory}m`) }),
      ...(shared && { ShmSize: bytes(shared) }),
      ...(shape.network && { NetworkMode: shape.network }),
    },
    ...(shape.network && { NetworkingConfig: { EndpointsConfig: { [shape.network]: { Aliases: [host] } } } }),
  };
}

/** Contract: the docker client's: no comments, and a name without a value is given the environment's. */
function linesOf(file: string, env: Io["env"]): string[] {
  const lines = (readText(file) ?? "").split(/\r?\n/).map((line) => line.trimStart());
  return lines.flatMap((line) => {
    if (!line || line.startsWith("#")) return [];
    if (line.includes("=")) return [line];
    const value = env[line.trim()];
    return value === undefined ? [] : [`${line.trim()}=${value}`];
  });
}

/** A size as `64m` in bytes. */
function bytes(size: string): number {
  const [, number = "", unit = ""] = /^([\d.]+) *([bkmg]?)b?$/i.exec(size) ?? [];
  return Math.floor(Number(number) * 1024 ** Math.max(0, "bkmg".indexOf(unit.toLowerCase())));
}
