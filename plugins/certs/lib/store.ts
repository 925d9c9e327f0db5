import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText, replaceFile } from "hokku/files";
import type { Pair } from "./pair.ts";

const { chmodSync, existsSync, mkdirSync, renameSync, rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** Contract: `$DOKKU_ROOT/<app>/tls/server.{crt,key,csr}`. */
export const tlsFolder = (app: string, env: Env): string => join(appRoot(app, env), "tls");

const FILES = { "server.key": 0o600, "server.crt": 0o640, "server.csr": 0o640 } as const;
type Name = keyof typeof FILES;

/** Whether an app has a certificate and its key. A replacement that was cut short is finished first. */
export function hasPair(app: string, env: Env): boolean {
  finish(app, env);
  return ["server.crt", "server.key"].every((name) => existsSync(join(tlsFolder(app, env), name)));
}

/** The certificate and key of an app. */
export function readPair(app: string, env: Env): Pair {
  const [crt, key] = hasPair(app, env) ? ["crt", "key"].map((part) => readText(join(tlsFolder(app, env), `server.${part}`))) : [];
  if (crt === undefined || key === undefined)
    throw new Exit(1, `${app} doesn't have an SSL endpoint defined; add one: dokku certs:add ${app} <crt> <key>`);
  return { crt, key };
}

/**
 * Replaces certificate and key together. Both lie ready before a mark says that they count; whoever finds the mark of a process
 * that was killed goes on from there, so that a key never stays beside another's certificate.
 */
export function writePair(app: string, env: Env, pair: Pair, csr?: string): void {
  const folder = tlsFolder(app, env);
  mkdirSync(folder, { recursive: true, mode: 0o750 });
  chmodSync(folder, 0o750);
  finish(app, env);
  const texts: Record<Name, string | undefined> = { "server.key": pair.key, "server.crt": pair.crt, "server.csr": csr };
  for (const [name, mode] of Object.entries(FILES) as [Name, number][]) {
    const text = texts[name];
    if (text !== undefined) replaceFile(join(folder, `.${name}.next`), text, mode);
  }
  replaceFile(join(folder, ".replacing"), "");
  finish(app, env);
  if (csr === undefined) rmSync(join(folder, "server.csr"), { force: true });
}

/** Forgets an app's certificate, key and all that lies with them. */
export function removePair(app: string, env: Env): void {
  rmSync(tlsFolder(app, env), { recursive: true, force: true });
}

/** Ends a replacement that has begun; one that has not is forgotten. */
export function finish(app: string, env: Env): void {
  const folder = tlsFolder(app, env);
  const begun = existsSync(join(folder, ".replacing"));
  for (const name of Object.keys(FILES)) {
    const next = join(folder, `.${name}.next`);
    if (!existsSync(next)) continue;
    if (begun) renameSync(next, join(folder, name));
    else rmSync(next, { force: true });
  }
  if (begun) rmSync(join(folder, ".replacing"), { force: true });
}
