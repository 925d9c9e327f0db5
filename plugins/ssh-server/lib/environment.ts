import type { Io } from "hokku";
import type { Guest } from "./keyring.ts";

/** Where a connection comes from and arrives. */
export interface Ends {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
}

/**
 * The environment of a command, as sshd's forced command would have it: who came in, from where, and the client's words.
 * Of the server's own environment only what says where things are; settings are read anew from the rc files.
 */
export function environment(own: Io["env"], guest: Guest, ends: Ends, user: string, words: string): Record<string, string> {
  const kept = Object.entries(own).filter(([name, value]) => value !== undefined && KEPT.test(name));
  const client = `${ends.remoteAddress} ${ends.remotePort}`;
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    SSH_ORIGINAL_COMMAND: words,
    SSH_USER: user,
    SSH_NAME: guest.name,
    NAME: guest.name,
    FINGERPRINT: guest.fingerprint,
    SSH_CLIENT: `${client} ${ends.localPort}`,
    SSH_CONNECTION: `${client} ${ends.localAddress} ${ends.localPort}`,
  };
}

const KEPT =
  /^(PATH|HOME|USER|LOGNAME|TMPDIR|TZ|NODE_COMPILE_CACHE|DOCKER_\w+|HOKKU_(PATH|NODE)|PLUGIN_\w*PATH|DOKKU_((LIB_)?(HOST_)?ROOT|LOGS_DIR|DEFAULTS|SYSTEM_USER|SYSTEM_GROUP))$/;

/** Whether a client may set this variable. Contract: sshd's `AcceptEnv LANG LC_*`. */
export const isClients = (name: string, value: string): boolean =>
  /^(LANG|LC_[A-Z_]+)$/.test(name) && /^[\w.@-]{0,64}$/.test(value);
