import { join } from "node:path";
import type { Io } from "hokku";
import { splitWords } from "hokku/words";
import { expose, exposed } from "./ambassador.ts";
import { docker, startContainer } from "./engine.ts";
import { attach, networkOf } from "./networks.ts";
import type { Kind } from "./service.ts";
import { read, type Service, write } from "./state.ts";
import { answering } from "./wait.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** The words of `docker` that create a service's container; the values of its variables are in the environment. */
export function createWords(kind: Kind, service: Service, network: string): string[] {
  const { root, hostRoot, container, host } = service;
  const [memory, shared] = [read(root, "SERVICE_MEMORY"), read(root, "SHM_SIZE")];
  return [
    ...["container", "create", `--name=${container}`, `--hostname=${container}`, "--restart=always"],
    ...["--label=dokku=service", `--label=dokku.service=${kind.plugin}`],
    ...(existsSync(join(root, "ENV")) ? [`--env-file=${join(root, "ENV")}`] : []),
    ...Object.keys(kind.variables?.(service) ?? {}).map((key) => `--env=${key}`),
    ...mountsOf(kind, service, hostRoot),
    ...(memory ? [`--memory=${memory}m`] : []),
    ...(shared ? [`--shm-size=${shared}`] : []),
    ...(network ? [`--network=${network}`, `--network-alias=${host}`] : []),
    `${service.image}:${service.imageVersion}`,
    ...(kind.command ?? []),
    ...splitWords(read(root, "CONFIG_OPTIONS")),
  ];
}

/** Its folders as the container sees them. */
export const mountsOf = (kind: Kind, service: Service, hostRoot: string): string[] =>
  Object.entries(kind.mounts(service)).map(([folder, target]) => `--volume=${join(hostRoot, folder)}:${target}`);

/** Creates and starts a service's container, and answers once it does. One that does not come up is thrown with what it has said. */
export async function createContainer(io: Io, kind: Kind, service: Service): Promise<void> {
  const network = networkOf(kind, service.name, "initial-network", io.env);
  const env = kind.variables?.(service) ?? {};
  const id = await docker(io, createWords(kind, service, network), { env });
  write(service.root, "ID", id.split("\n").at(-1) ?? "");
  await attach(io, kind, service, "post-create-network");
  await startContainer(io, service.container);
  if (exposed(service).length) await expose(io, kind, service);
  await attach(io, kind, service, "post-start-network");
  await answering(io, service);
}
