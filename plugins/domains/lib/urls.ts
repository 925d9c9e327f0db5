import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { answer, type Io } from "hokku";
import { readText } from "hokku/files";
import { GLOBAL } from "hokku/scope";
import { domainsOf, isEnabled } from "./vhosts.ts";

/** An address as people write it: the port only where it is not the scheme's own. */
export function url(scheme: string, host: string, port: string): string {
  const usual = port === (scheme === "https" ? "443" : "80");
  return `${scheme === "https" ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}${usual ? "" : `:${port}`}`;
}

/** Where an app answers: each domain with each port it is mapped to; https first where it has a certificate. */
export async function urls(io: Io, app: string): Promise<string[]> {
  const hosts = hostsOf(app, io.env);
  const ports = await schemesAndPorts(io, app);
  return [...new Set(ports.flatMap(([scheme, port]) => hosts.map((host) => url(scheme, host, port))))];
}

function hostsOf(app: string, env: Io["env"]): string[] {
  const own = isEnabled(app, env) ? domainsOf(app, env) : [];
  if (own.length) return own;
  const global = domainsOf(GLOBAL, env);
  return global.length ? global : [(readText(join(env.DOKKU_ROOT ?? "", "HOSTNAME")) ?? "").trim() || address()];
}

/** The host's own address: that of the interface by which it reaches the world. */
function address(): string {
  const routes = (readText("/proc/net/route") ?? "").split("\n").map((line) => line.split("\t"));
  const [name = ""] = routes.find(([, destination]) => destination === "00000000") ?? [];
  const all = networkInterfaces();
  const known = [...(all[name] ?? []), ...Object.values(all).flatMap((addresses) => addresses ?? [])];
  return known.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";
}

async function schemesAndPorts(io: Io, app: string): Promise<[string, string][]> {
  if ((await answer(io, "proxy-is-enabled", app)) === "false") {
    const listeners = (await answer(io, "network-get-listeners", app, "web")).split(/\s+/).filter(Boolean);
    return listeners.map((listener) => ["http", listener.replace(/.*:/, "")]);
  }
  const certified = (await answer(io, "certs-exists", app)) === "true";
  const maps = (await answer(io, "ports-get", app, "stdout")).split(/\s+/).filter(Boolean);
  const ports = maps.map((map): [string, string] => [map.split(":")[0] ?? "", map.split(":")[1] ?? ""]);
  const open = ports.filter(([scheme]) => scheme !== "https" || certified);
  return open.length
    ? open.sort(([a], [b]) => (a === b ? 0 : a === "https" ? -1 : 1))
    : [certified ? ["https", "443"] : ["http", "80"]];
}
