import { type Io, trouble } from "hokku";
import { type Inspected, inspect } from "./address.ts";
import { docker, existingNetwork } from "./docker-networks.ts";
import { containersOf } from "./listeners.ts";
import settings from "./settings.ts";

/**
 * Joins a container to a network; one that is in it already stays as it is. Deployed processes are found there as
 * `<app>.<type>[.<tld>]` and `<container>.<app>.<type>[.<tld>]`. Contract: Dokku's aliases since 0.20.
 */
export async function attach(io: Io, id: string, network: string, app: string, phase: string, type: string): Promise<void> {
  await existingNetwork(io, network);
  const container = await inspect(io, id);
  if (container?.NetworkSettings.Networks[network]) return;
  const names = phase === "deploy" && container ? aliases(container, app, type, settings.of(app, "tld", io.env)) : [];
  await docker(io, ["network", "connect", ...names.flatMap((name) => ["--alias", name]), network, id]);
}

/** The names a deployed container is found by. */
export function aliases({ Config: { Hostname } }: Pick<Inspected, "Config">, app: string, type: string, tld: string): string[] {
  const name = `${app}.${type}${tld ? `.${tld}` : ""}`;
  return Hostname ? [name, `${Hostname}.${name}`] : [name];
}

/** Joins every running container of the app to a network. Contract: the app's state files say which those are. */
export async function attachAll(io: Io, app: string, network: string): Promise<void> {
  await existingNetwork(io, network);
  for (const { type, index, id } of containersOf(io.env, app)) {
    if ((await inspect(io, id))?.State.Running) await attach(io, id, network, app, "deploy", type);
    else trouble(`${app}.${type}.${index} is not running and was not joined to ${network}`);
  }
}
