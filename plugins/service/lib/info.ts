import { join } from "node:path";
import { headline, type Io, write as print } from "hokku";
import { exposedText } from "./ambassador.ts";
import { addressOf, container } from "./engine.ts";
import { linksOf } from "./links.ts";
import { networkOf } from "./networks.ts";
import type { Kind } from "./service.ts";
import { read, type Service } from "./state.ts";

/** What is told of a service, by the flag that asks for it alone. Contract: the official plugins'. */
export const INFO = {
  "config-dir": "folder of its configuration",
  "config-options": "words for its program",
  "data-dir": "folder of its data",
  dsn: "its URL, with the password",
  "exposed-ports": "ports of the container, and of the host where it is exposed",
  id: "ID of its container",
  "internal-ip": "address of its container",
  "initial-network": "network that the container is created on",
  links: "apps that are linked to it",
  "post-create-network": "networks that it is attached to before it starts",
  "post-start-network": "networks that it is attached to once it runs",
  "service-root": "its folder",
  status: "whether it runs",
  version: "image that it runs",
} as const;

export type Info = Readonly<Record<keyof typeof INFO, string>>;

/** All of it. */
export async function infoOf(io: Io, kind: Kind, service: Service): Promise<Info> {
  const { root, name } = service;
  const found = await container(io, service.container);
  const network = (key: Parameters<typeof networkOf>[2]) => networkOf(kind, name, key, io.env);
  return {
    "config-dir": join(root, Object.keys(kind.mounts(service)).includes("config") ? "config" : "data"),
    "config-options": read(root, "CONFIG_OPTIONS"),
    "data-dir": join(root, "data"),
    dsn: kind.url(service),
    "exposed-ports": exposedText(kind, service),
    id: read(root, "ID"),
    "internal-ip": addressOf(found),
    "initial-network": network("initial-network"),
    links: linksOf(root).join(" ") || "-",
    "post-create-network": network("post-create-network"),
    "post-start-network": network("post-start-network"),
    "service-root": root,
    status: found?.State.Status ?? "missing",
    version: found?.Config.Image ?? "",
  };
}

/** Shows it as the official plugins do. */
export function showInfo(io: Io, { plugin }: Kind, name: string, info: Info): void {
  headline(io, `${name} ${plugin} service information`);
  for (const [key, value] of Object.entries(info)) {
    const label = `${key[0]?.toUpperCase()}${key.slice(1).replaceAll("-", " ")}:`;
    print(io, `       ${label.padEnd(20)} ${value.padEnd(25)}\n`);
  }
}
