import { join } from "node:path";
import type { Io } from "hokku";
import { SHARED } from "./check.ts";
import { nginxPlaces } from "./program.ts";

const { existsSync, readdirSync, readFileSync } = process.getBuiltinModule("node:fs");

/** Directives of our own file that may stand once only: where the host sets one itself, ours stays out. */
const ONCE: Readonly<Record<string, string>> = {
  server_tokens: "off",
  server_names_hash_max_size: "8192",
  ssl_session_cache: "shared:SSL:20m",
  ssl_session_timeout: "1d",
  ssl_session_tickets: "off",
  ssl_ciphers:
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305",
};

/**
 * How long a worker that makes way for a reload still answers on a connection without a request: one that it closed at once would meet the
 * next request on its way, which the client sees as a reset. No old container is stopped before that.
 */
const KEPT = { keepalive_min_timeout: "1s" };

/** What the installed nginx and the host can do. */
export interface Able {
  readonly ipv6: boolean;
  /** `ssl_reject_handshake`, since 1.19.4. */
  readonly reject: boolean;
  /** `keepalive_min_timeout`, since 1.27.4. */
  readonly keep: boolean;
}

/**
 * The host-wide part: what all vhosts share, whose names nobody owns, and the apps. Contract: `conf.d/dokku.conf`. The first
 * server of a port gets the names nobody owns, so ours stands before the apps; an app that wants them says `default_server`.
 */
export function dokkuConf(io: Io, { ipv6, reject, keep }: Able): string {
  const once = Object.entries({ ...ONCE, ...(keep && KEPT) }).filter(([name]) => !isSetElsewhere(io, name));
  const listen = (port: string) => `${ipv6 ? `  listen [::]:${port};\n` : ""}  listen ${port};\n`;
  const nobody = (port: string, body: string) =>
    `server {\n${listen(port)}  server_name nobody.invalid;\n  access_log off;\n${body}}\n`;
  return [
    "# Written by Hokku; changes are lost with its next update. What is yours goes into another file beside this one.\n",
    once.map(([name, value]) => `${name} ${value};\n`).join(""),
    SHARED,
    nobody("80", "  return 444;\n"),
    reject ? nobody("443 ssl", "  ssl_reject_handshake on;\n") : "",
    `include ${io.env.DOKKU_ROOT}/*/nginx.conf;\n`,
  ]
    .filter(Boolean)
    .join("\n");
}

function isSetElsewhere({ env }: Io, name: string): boolean {
  const { conf, folder } = nginxPlaces(env);
  const others = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".conf") && file !== "dokku.conf") : [];
  const pattern = new RegExp(`^\\s*${name}\\s`, "m");
  return [conf, ...others.map((file) => join(folder, file))].some(
    (file) => existsSync(file) && pattern.test(readFileSync(file, "utf8")),
  );
}
