import { detail, Exit, headline, type Io, write as print, trouble } from "hokku";
import { expose, rest } from "./ambassador.ts";
import { createContainer } from "./create-container.ts";
import { container, docker, hasImage, removeContainer, startContainer, stopContainer } from "./engine.ts";
import type { Kind } from "./service.ts";
import { read, type Service, write } from "./state.ts";

/** Stops a service's container, and leaves it there. */
export async function pause(io: Io, service: Service): Promise<void> {
  if (!(await container(io, service.container))) return trouble("Service is already paused");
  headline(io, "Pausing container");
  await stopContainer(io, service.container);
  await rest(io, service);
  detail(io, "Container paused");
}

/** Stops it and removes the container; data and settings stay. */
export async function stop(io: Io, service: Service): Promise<void> {
  await pause(io, service);
  if (!(await container(io, service.container))) return;
  detail(io, "Removing container");
  await docker(io, ["container", "update", "--restart=no", service.container]);
  await removeContainer(io, service.container);
}

/** Starts the container that is there, or creates it anew of what the service is set to. */
export async function start(io: Io, kind: Kind, service: Service): Promise<void> {
  const found = await container(io, service.container);
  if (found?.State.Running) {
    trouble("Service is already started");
    if (read(service.root, "ID") === found.Id) return;
    trouble("Updating local container ID");
    return write(service.root, "ID", found.Id);
  }
  headline(io, "Starting container");
  if (found) {
    await startContainer(io, service.container);
    await expose(io, kind, service);
    return announce(io, "Container started");
  }
  const image = `${service.image}:${service.imageVersion}`;
  if (!(await hasImage(io, image)))
    throw new Exit(1, `Missing image ${image} for ${service.name}; run: docker image pull ${image}`);
  await createContainer(io, kind, service);
  announce(io, `${kind.title} container created: ${service.name}`);
}

/** A headline that is shown under `--quiet`, too. */
export const announce = (io: Io, text: string): void => print(io, `=====> ${text}\n`);

/** `running`, `exited` and the like; `missing` where there is no container. */
export const statusOf = async (io: Io, service: Service): Promise<string> =>
  (await container(io, service.container))?.State.Status ?? "missing";

/** Refuses where a service's container is not there, or does not run. */
export async function mustRunNow(io: Io, service: Service): Promise<void> {
  const found = await container(io, service.container);
  if (!found) throw new Exit(1, "Service container does not exist");
  if (!found.State.Running) throw new Exit(1, "Service container is not running");
}
