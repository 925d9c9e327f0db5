import { join } from "node:path";
import { Exit, type Io, trouble } from "hokku";
import { readText } from "hokku/files";
import { container, docker, removeContainer, startContainer, stopContainer } from "./engine.ts";
import { pulled } from "./image.ts";
import { networkOf } from "./networks.ts";
import type { Kind } from "./service.ts";
import type { Service } from "./state.ts";

/** The container that hands connections on. Contract: the official plugins' name and image for it. */
const nameOf = ({ container: its }: Service): string => `${its}.ambassador`;
const imageOf = ({ env }: Io): string => env.PLUGIN_AMBASSADOR_IMAGE || "dokku/ambassador:0.8.2";

/** The host's ports, each with an address where one was given; none where the service is not exposed. */
export const exposed = ({ root }: Service): string[] => (readText(join(root, "PORT")) ?? "").split(/\s+/).filter(Boolean);

/** `6379->4242`, one for each port; `-` where there are none. */
export const exposedText = ({ ports }: Kind, service: Service): string =>
  exposed(service)
    .map((port, at) => `${ports[at]}->${port}`)
    .join(" ") || "-";

/** Makes the ambassador what the service's `PORT` says it is: running, or gone. */
export async function expose(io: Io, kind: Kind, service: Service): Promise<void> {
  const ports = exposed(service);
  const found = await (ports.length ? container(io, nameOf(service)) : undefined);
  if (!ports.length) return removeContainer(io, nameOf(service));
  if (found) return void (found.State.Running || (await startContainer(io, nameOf(service))));
  await pulled(io, kind, imageOf(io), `Service ${service.name} could not be exposed`);
  const network = networkOf(kind, service.name, "initial-network", io.env);
  await docker(io, [
    ...["container", "run", "--detach", `--link=${service.container}:${kind.plugin}`, `--name=${nameOf(service)}`],
    ...kind.ports.flatMap((port, at) => ["--publish", `${ports[at]}:${port}`]),
    ...["--restart=always", "--label=dokku=ambassador", `--label=dokku.ambassador=${kind.plugin}`],
    ...(network ? [`--network=${network}`] : []),
    imageOf(io),
  ]).catch(async (error: unknown) => {
    await removeContainer(io, nameOf(service));
    throw error;
  });
}

/** Stops it with its service. */
export async function rest(io: Io, service: Service): Promise<void> {
  if ((await container(io, nameOf(service)))?.State.Running) await stopContainer(io, nameOf(service));
}

/** Removes one that the service knows nothing of. */
export async function removeUntracked(io: Io, service: Service): Promise<void> {
  if (!(await container(io, nameOf(service)))) return;
  trouble(`Service ${service.name} has an untracked expose container, removing`);
  await removeContainer(io, nameOf(service));
}

/** The ports that were asked for, one for each of the service's; free ones where none were. */
export async function portsFor({ ports }: Kind, given: readonly string[]): Promise<string[]> {
  if (!given.length) return Promise.all(ports.map(freePort));
  if (given.length !== ports.length)
    throw new Exit(1, `${ports.length} ports to be exposed need to be provided in the following order: ${ports.join(" ")}`);
  const wrong = given.find(
    (one) => !/^(([\w.-]+|\[[\da-fA-F:]+\]):)?\d{1,5}$/.test(one) || Number(one.replace(/.*:/, "")) > 65535,
  );
  if (wrong !== undefined) throw new Exit(1, `${JSON.stringify(wrong)} is no port; write 4242, or 127.0.0.1:4242`);
  return [...given];
}

const freePort = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const server = process.getBuiltinModule("node:net").createServer();
    server.on("error", reject).listen(0, () => {
      const at = server.address();
      server.close(() => resolve(String(at && typeof at === "object" ? at.port : "")));
    });
  });
