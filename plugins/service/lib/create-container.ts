import type { Io } from "hokku";
import { expose, exposed } from "./ambassador.ts";
import { makeContainer, startContainer } from "./engine.ts";
import { attach, networkOf } from "./networks.ts";
import type { Kind } from "./service.ts";
import { shapeOf } from "./shape.ts";
import { type Service, write } from "./state.ts";
import { answering } from "./wait.ts";

/** Creates and starts a service's container, and answers once it does. One that does not come up is thrown with what it has said. */
export async function createContainer(io: Io, kind: Kind, service: Service): Promise<void> {
  const network = networkOf(kind, service.name, "initial-network", io.env);
  write(service.root, "ID", await makeContainer(io, shapeOf(kind, service, network)));
  await attach(io, kind, service, "post-create-network");
  await startContainer(io, service.container);
  if (exposed(service).length) await expose(io, kind, service);
  await attach(io, kind, service, "post-start-network");
  await answering(io, service);
}
