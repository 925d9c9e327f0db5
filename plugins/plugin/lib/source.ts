import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Exit, type Io } from "hokku";

const { existsSync, statSync } = process.getBuiltinModule("node:fs");

/** Where a plugin comes from. */
export interface Source {
  readonly kind: "git" | "archive" | "folder";
  /** URL, or the absolute path of something on this host. */
  readonly from: string;
}

/**
 * Finds out what an address is: `*.tar.gz` and `*.tgz` are archives, a folder of this host that is no repository is copied, all
 * else is git's. Contract: Dokku's prefixes https:, ssh:, git, file:; and local paths. Nobody's code
 * comes by git over plain http, where anybody on the way could change it.
 */
export function sourceOf(address: string, cwd: string): Source {
  const local = localPath(address, cwd);
  if (local && !existsSync(local)) throw new Exit(1, `${local} does not exist. ${RETRY}`);
  if (/\.(tar\.gz|tgz)(\?.*)?$/.test(address)) return { kind: "archive", from: local ?? address };
  if (local === undefined) return { kind: "git", from: address };
  if (!statSync(local).isDirectory()) throw new Exit(1, `${local} is neither a folder nor a .tar.gz. ${RETRY}`);
  const isRepository = existsSync(resolve(local, ".git")) || existsSync(resolve(local, "HEAD"));
  return { kind: isRepository ? "git" : "folder", from: local };
}

/** Contract: Dokku's words, which scripts look for. */
const RETRY = "Please retry with valid arguments";

/** The path of something on this host, or undefined for an address elsewhere. What is neither is refused. */
function localPath(address: string, cwd: string): string | undefined {
  if (address.startsWith("file:")) return fileURLToPath(address);
  if (/^http:.*(?<!\.tar\.gz|\.tgz)$/.test(address))
    throw new Exit(1, `${address} would come unencrypted, and anybody on the way could change it; use https://. ${RETRY}`);
  if (/^(https?|ssh|git(\+ssh)?):\/\/|^[\w.-]+@[\w.-]+:/.test(address)) return undefined;
  if (/^[./]/.test(address) || existsSync(resolve(cwd, address))) return resolve(cwd, address);
  const valid = "https://..., ssh://..., git://..., git@host:path, file://..., a path, or any of these ending in .tar.gz or .tgz";
  throw new Exit(1, `${JSON.stringify(address)} is no address of a plugin; use --core, or ${valid}. ${RETRY}`);
}

/** Refuses what cannot be the name of a plugin. Contract: Dokku's rule. */
export function validName(name: string, otherwise = "; choose one with --name"): string {
  if (/^[0-9A-Za-z_][0-9A-Za-z_-]{0,99}$/.test(name) && !/^(available|enabled|node_modules)$/.test(name)) return name;
  const shown = JSON.stringify(name.slice(0, 80));
  throw new Exit(1, `${shown} cannot be the name of a plugin: use letters, digits, "-" and "_"${otherwise}`);
}

/** Refuses whoever comes with a key: what is about the caller's own files is asked for where they are. */
export function refuseKey({ env }: Io, command: string): void {
  if (env.FINGERPRINT)
    throw new Exit(
      1,
      `${command} is about files of your own machine; run it there, from a checkout of Hokku: core/dokku ${command}`,
    );
}
