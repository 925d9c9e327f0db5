import { join } from "node:path";
import { answer, Exit, type Io, step, trouble } from "hokku";
import { appRoot } from "hokku/apps";
import { certificateFolder } from "hokku/certificate";
import { readText } from "hokku/files";
import type { Mapping } from "./ports.ts";
import { isAtLeast, nginxVersion } from "./program.ts";
import { isNamed } from "./serves.ts";
import { type Key, setting } from "./settings.ts";

const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");

/** What a template is rendered from, by name. Contract: the variables of Dokku's `nginx.conf.sigil`, all of them. */
export type Variables = Readonly<Record<string, string>>;

/** What is known of an app when its vhost is made. */
export interface Facts {
  readonly app: string;
  readonly maps: readonly Mapping[];
  readonly certified: boolean;
  readonly listeners: string;
}

/** Variables of a template, and the settings it takes, by the property they come from. */
const FROM_SETTINGS: Readonly<Record<string, Key>> = {
  NGINX_ACCESS_LOG_FORMAT: "access-log-format",
  NGINX_ACCESS_LOG_PATH: "access-log-path",
  NGINX_ERROR_LOG_PATH: "error-log-path",
  NGINX_BIND_ADDRESS_IP4: "bind-address-ipv4",
  NGINX_BIND_ADDRESS_IP6: "bind-address-ipv6",
  NGINX_UNDERSCORE_IN_HEADERS: "underscore-in-headers",
  CLIENT_BODY_TIMEOUT: "client-body-timeout",
  CLIENT_HEADER_TIMEOUT: "client-header-timeout",
  CLIENT_MAX_BODY_SIZE: "client-max-body-size",
  KEEPALIVE_TIMEOUT: "keepalive-timeout",
  LINGERING_TIMEOUT: "lingering-timeout",
  PROXY_BUFFER_SIZE: "proxy-buffer-size",
  PROXY_BUFFERING: "proxy-buffering",
  PROXY_BUFFERS: "proxy-buffers",
  PROXY_BUSY_BUFFERS_SIZE: "proxy-busy-buffers-size",
  PROXY_CONNECT_TIMEOUT: "proxy-connect-timeout",
  PROXY_KEEPALIVE: "proxy-keepalive",
  PROXY_READ_TIMEOUT: "proxy-read-timeout",
  PROXY_SEND_TIMEOUT: "proxy-send-timeout",
  PROXY_X_FORWARDED_FOR: "x-forwarded-for-value",
  PROXY_X_FORWARDED_PORT: "x-forwarded-port-value",
  PROXY_X_FORWARDED_PROTO: "x-forwarded-proto-value",
  PROXY_X_FORWARDED_SSL: "x-forwarded-ssl",
  SEND_TIMEOUT: "send-timeout",
};

export async function variablesOf(io: Io, facts: Facts): Promise<Variables> {
  const { app, maps, certified, listeners } = facts;
  const { DOKKU_ROOT = "", DOKKU_LIB_ROOT = "" } = io.env;
  const port = async (key: string): Promise<string> => {
    const value = await answer(io, "ports-get-property", app, key);
    return /^[1-9]\d*$/.test(value) ? value : "";
  };
  const plain = (await port("proxy-port")) || maps.find(({ scheme }) => scheme === "http")?.host || "80";
  const secure = (certified && (maps.find(({ scheme }) => scheme === "https")?.host ?? "")) || (await port("proxy-ssl-port"));
  const names = await serverNames(io, app);
  const folder = (await certificateFolder(io, app)) ?? join(appRoot(app, io.env), "tls");
  if (certified) warnOfOtherNames(io, app, folder, names);
  return {
    APP: app,
    DOKKU_ROOT,
    DOKKU_LIB_ROOT,
    APP_SSL_PATH: folder,
    NGINX_LOG_ROOT: "/var/log/nginx",
    NOSSL_SERVER_NAME: names.join(" "),
    SSL_SERVER_NAME:
      certified && !(await isNamed(io, app)) ? hostNames(readText(join(DOKKU_ROOT, "VHOST")) ?? "", io).join(" ") : "",
    SSL_INUSE: certified ? "true" : "",
    PROXY_PORT: plain,
    PROXY_SSL_PORT: secure,
    NGINX_PORT: plain,
    NGINX_SSL_PORT: secure,
    PROXY_PORT_MAP: maps.map(({ scheme, host, container }) => `${scheme}:${host}:${container}`).join(" "),
    PROXY_UPSTREAM_PORTS: [...new Set(maps.map(({ container }) => container))].join(" "),
    DOKKU_APP_LISTEN_PORT: "",
    DOKKU_APP_LISTEN_IP: "",
    PASSED_LISTEN_IP_PORT: "",
    DOKKU_APP_LISTENERS: listeners,
    ...(await listenersOfOthers(io, app)),
    DOKKU_APP_WEB_LISTENERS: listeners,
    ...Object.fromEntries(Object.entries(FROM_SETTINGS).map(([name, key]) => [name, setting(io, app, key)])),
    ...supported(await nginxVersion(io)),
    HOKKU_IPV6: existsSync("/proc/net/if_inet6") && readFileSync("/proc/net/if_inet6", "utf8").trim() ? "true" : "",
    HOKKU_GUARDED: guarded(io, facts, names),
    HOKKU_CATCH_ALL: names.includes("_") || isAlone(names, maps) ? "true" : "",
  };
}

/** What the installed nginx can do. */
function supported(version: readonly number[]): Variables {
  return {
    HTTP2_SUPPORTED: "true",
    HTTP2_DIRECTIVE_SUPPORTED: String(isAtLeast(version, [1, 25, 1])),
    HTTP2_PUSH_SUPPORTED: String(isAtLeast(version, [1, 13, 9]) && !isAtLeast(version, [1, 25, 0])),
    GRPC_SUPPORTED: String(isAtLeast(version, [1, 13, 10])),
    TLS13_SUPPORTED: "true",
    SPDY_SUPPORTED: "false",
    HOKKU_REJECT_SUPPORTED: String(isAtLeast(version, [1, 19, 4])),
  };
}

/** Who has no name and has been mapped to a port that names share wants whatever nobody else answers there. */
export const isAlone = (names: readonly string[], maps: readonly Mapping[]): boolean =>
  !names.length && maps.some(({ host }) => host === "80" || host === "443");

/**
 * The ports where an unknown name would otherwise reach whichever app comes first: all but those that the host's own
 * configuration already guards (80 and 443 on every address). An app that takes any name, or has its port to itself, has none.
 */
function guarded(io: Io, { app, maps }: Facts, names: readonly string[]): string {
  if (!names.length || names.includes("_")) return "";
  const everywhere = !setting(io, app, "bind-address-ipv4") && setting(io, app, "bind-address-ipv6") === "::";
  const ports = new Map(maps.map(({ scheme, host }) => [host, scheme === "https" || scheme === "grpcs" ? "tls" : "plain"]));
  return [...ports].flatMap(([port, kind]) => (everywhere && /^(80|443)$/.test(port) ? [] : `${kind}:${port}`)).join(" ");
}

async function serverNames(io: Io, app: string): Promise<string[]> {
  return hostNames(await answer(io, "domains-list", app), io);
}

/** Names that can stand behind `server_name`; anything else would change what follows, so it is refused. */
function hostNames(text: string, { env }: Io): string[] {
  const words = text.split(/\s+/).filter(Boolean);
  const wrong = words.find((word) => !/^(\*\.)?[\w.-]+$/.test(word) && !/^[\da-f:.]+$/i.test(word));
  if (wrong) throw new Exit(1, `${JSON.stringify(wrong)} is no host name; correct the VHOST file below ${env.DOKKU_ROOT}`);
  return [...new Set(words)];
}

async function listenersOfOthers(io: Io, app: string): Promise<Variables> {
  const scale = (await answer(io, "ps-current-scale", app).catch(() => "")).split("\n");
  const others: Record<string, string> = {};
  for (const [type = ""] of scale.map((line) => line.split("="))) {
    if (!/^[A-Za-z0-9_-]+$/.test(type) || type === "web") continue;
    const found = await answer(io, "network-get-listeners", app, type);
    others[`DOKKU_APP_${type.toUpperCase().replaceAll("-", "_")}_LISTENERS`] = found.split(/\s+/).join(" ");
  }
  return others;
}

function warnOfOtherNames(io: Io, app: string, folder: string, names: readonly string[]): void {
  const path = join(folder, "server.crt");
  try {
    const certificate = new (process.getBuiltinModule("node:crypto").X509Certificate)(readFileSync(path));
    const strangers = names.filter((name) => name !== "_" && !certificate.checkHost(name.replace(/^\*/, "any")));
    if (strangers.length) step(io, `The certificate of ${app} is not for ${strangers.join(", ")}: browsers will warn there`);
  } catch (error) {
    trouble(`${path} cannot be read as a certificate: ${error instanceof Error ? error.message : error}`);
  }
}
