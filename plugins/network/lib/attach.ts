import { type Io, trouble } from "hokku";
import { properties } from "hokku/properties";
import { type Inspected, inspect } from "./address.ts";
import { docker, existingNetwork } from "./docker-networks.ts";

/** The networks a container joins at one of the two moments. */
export const joined = (io: Io, app: string, when: "attach-post-create" | "attach-post-deploy"): string[] =>
  properties("network", io.env).computed(app, when).split(",").filter(Boolean);

/**
 * Joins a container to a network; one that is in it already stays as it is. Deployed processes are found there as
 * `<app>.<type>[.<tld>]` and `<container>.<app>.<type>[.<tld>]`. Contract: Dokku's aliases since 0.20.
 */
export async function attach(io: Io, id: string, network: string, app: string, phase: string, type: string): Promise<void> {
  await existingNetwork(io, network);
  const container = await inspect(io, id);
  if (container?.NetworkSettings.Networks[network]) return;
  const names =
    phase === "deploy" && container ? aliases(container, app, type, properties("network", io.env).computed(app, "tld")) : [];
  await docker(io, ["network", "connect", ...names.flatMap((name) => ["--alias", name]), network, id]);
}

/** The names a deployed container is found by. */
export function aliases({ Config: { Hostname } }: Pick<Inspected, "Config">, app: string, type: string, tld: string): string[] {
  const name = `${app}.${type}${tld ? `.${tld}` : ""}`;
  return Hostname ? [name, `${Hostname}.${name}`] : [name];
}

/** Joins every running container of the app to a network. One that ends meanwhile is named and left out. */
export async function attachAll(io: Io, app: string, network: string): Promise<void> {
  await existingNetwork(io, network);
  const filters = [`label=com.dokku.app-name=${app}`, "label=com.dokku.container-type=deploy"].flatMap((filter) => [
    "--filter",
    filter,
  ]);
  const ids = (await docker(io, ["container", "ls", "-q", "--no-trunc", ...filters])).split("\n").filter(Boolean);
  for (const id of ids) {
    const type = (await inspect(io, id))?.Config.Labels?.["com.dokku.process-type"];
    if (type) await attach(io, id, network, app, "deploy", type);
    else trouble(`Container ${id.slice(0, 12)} of ${app} is gone and was not joined to ${network}`);
  }
}
