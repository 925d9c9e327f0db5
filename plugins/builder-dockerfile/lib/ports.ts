import { type Io, trigger } from "hokku";
import { inspected } from "hokku/engine";

/**
 * Tells `ports` where the app listens: what the Dockerfile EXPOSEs, else what the image does, else port 5000, behind the host's
 * usual port or the app's own, which `ports` decides. Contract: Dokku's `<scheme>:<port>:<port>` mappings, https for 443.
 */
export async function tellPorts(io: Io, app: string, image: string, written: readonly string[] | undefined): Promise<void> {
  const ports = written?.length ? written : await exposedBy(io, image);
  if (ports.length) return trigger(io, "ports-set-detected", app, ...new Set(ports.map(mapping)));
  return trigger(io, "ports-set-detected", app, "http:80:5000");
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
