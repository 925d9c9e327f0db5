import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText, replaceFile } from "hokku/files";
import type { Wanted } from "./wanted.ts";

const { existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } =
  process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** A certificate and its key, as PEM. */
export interface Pair {
  readonly crt: string;
  readonly key: string;
}

/** Contract: `$DOKKU_ROOT/<app>/letsencrypt/certs/<what was asked for>`, of which `current` counts. */
const certs = (app: string, env: Env): string => join(appRoot(app, env), "letsencrypt", "certs");
const current = (app: string, env: Env): string => join(certs(app, env), "current");

/** Whether an app has a certificate of an authority, and is served with it. */
export function isActive(app: string, env: Env): boolean {
  const own = readText(join(current(app, env), "certificate.crt"));
  return own !== undefined && own === readText(join(appRoot(app, env), "tls/server.crt"));
}

/** Keeps a certificate and answers its two files; it counts for `isActive` from now on. */
export async function keep(app: string, asked: Wanted, { crt, key }: Pair, env: Env): Promise<{ crt: string; key: string }> {
  const name = await nameOf(asked);
  const folder = join(certs(app, env), name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = { crt: join(folder, "certificate.crt"), key: join(folder, "certificate.key") };
  replaceFile(files.key, key, 0o600);
  replaceFile(files.crt, crt, 0o640);
  const link = `${current(app, env)}.${process.pid}`;
  rmSync(link, { force: true });
  symlinkSync(name, link);
  renameSync(link, current(app, env));
  return files;
}

/** Whether the certificate that counts is for what is asked for now. */
export const isFor = async (app: string, asked: Wanted, env: Env): Promise<boolean> =>
  currentName(app, env) === (await nameOf(asked));

/** A name for what was asked for: another domain or authority is another one. */
async function nameOf({ domains, email, server, dns }: Wanted): Promise<string> {
  const { createHash } = await import("node:crypto");
  return createHash("sha1")
    .update(JSON.stringify([domains, email, server, dns]))
    .digest("hex");
}

function currentName(app: string, env: Env): string | undefined {
  return lstatSync(current(app, env), { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(current(app, env)) : undefined;
}

/** When the certificate that an app is served with ends, in seconds since 1970; undefined where it has none. */
export async function expiration(app: string, env: Env): Promise<number | undefined> {
  const text = readText(join(appRoot(app, env), "tls/server.crt"));
  if (text === undefined) return undefined;
  const { X509Certificate } = await import("node:crypto");
  return Math.floor(Date.parse(new X509Certificate(text).validTo) / 1000);
}

/** Forgets all of it. */
export const forget = (app: string, env: Env): void =>
  rmSync(join(appRoot(app, env), "letsencrypt"), { recursive: true, force: true });

/** Removes what does not count any more, and answers its names. */
export function removeStale(app: string, env: Env): { current: string; stale: string[] } {
  const name = currentName(app, env);
  if (!name || !existsSync(join(certs(app, env), name)))
    throw new Exit(1, `${app} has no certificate of letsencrypt; get one: dokku letsencrypt:enable ${app}`);
  const stale = readdirSync(certs(app, env)).filter((one) => one !== "current" && one !== name);
  for (const one of stale) rmSync(join(certs(app, env), one), { recursive: true, force: true });
  return { current: name, stale };
}
