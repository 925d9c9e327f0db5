import type { Io } from "hokku";
import { inspected } from "hokku/engine";

/** Where the app listens: what the Dockerfile EXPOSEs, else what the image does. Contract: `<scheme>:<port>:<port>`, https for 443. */
export async function portsOf(io: Io, image: string, written: readonly string[] | undefined): Promise<string[]> {
  const ports = written?.length ? written : await exposedBy(io, image);
  return [...new Set(ports.map(mapping))];
}

/** The port mapping for an exposed port: `5000/tcp` is `http:5000:5000`. */
export function mapping(exposed: string): string {
  const [port = "", protocol] = exposed.split("/");
  const scheme = protocol === "udp" ? "udp" : port === "443" ? "https" : "http";
  return `${scheme}:${port}:${port}`;
}

async function exposedBy(io: Io, image: string): Promise<string[]> {
  const found = await inspected<{ Config: { ExposedPorts?: Record<string, object> | null } }>(io, "image", image);
  return Object.keys(found?.Config.ExposedPorts ?? {}).filter((port) => /^\d+\/(tcp|udp)$/.test(port));
}
