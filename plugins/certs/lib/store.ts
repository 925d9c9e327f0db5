import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { exclusively } from "hokku/exclusive";
import { readText, replaceFile } from "hokku/files";
import type { Pair } from "./pair.ts";

const { chmodSync, existsSync, mkdirSync, renameSync, rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** Contract: `$DOKKU_ROOT/<app>/tls/server.{crt,key,csr}`. */
export const tlsFolder = (app: string, env: Env): string => join(appRoot(app, env), "tls");

const FILES = { "server.key": 0o600, "server.crt": 0o640, "server.csr": 0o640 } as const;
type Name = keyof typeof FILES;

/** Whether an app has a certificate and its key. */
export const hasPair = (app: string, env: Env): boolean =>
  ["server.crt", "server.key"].every((name) => existsSync(join(tlsFolder(app, env), name)));

/** The certificate and key of an app, of which neither is ever another pair's. */
export async function readPair(io: Io, app: string): Promise<Pair> {
  const found = await exclusively(io, "certs", app, () => pairIn(app, io.env));
  if (!found) throw new Exit(1, `${app} doesn't have an SSL endpoint defined; add one: dokku certs:add ${app} <crt> <key>`);
  return found;
}

/**
 * Replaces certificate and key together, and answers those that were there. Both lie ready before a mark says that they count; whoever
 * finds the mark of a process that was killed goes on from there, so that a key never stays beside another's certificate.
 */
export function replacePair(io: Io, app: string, pair: Pair, csr?: string): Promise<Pair | undefined> {
  const folder = tlsFolder(app, io.env);
  const texts: Record<Name, string | undefined> = { "server.key": pair.key, "server.crt": pair.crt, "server.csr": csr };
  return exclusively(io, "certs", app, () => {
    const before = pairIn(app, io.env);
    mkdirSync(folder, { recursive: true, mode: 0o750 });
    chmodSync(folder, 0o750);
    for (const [name, mode] of Object.entries(FILES) as [Name, number][]) {
      const text = texts[name];
      if (text !== undefined) replaceFile(join(folder, `.${name}.next`), text, mode);
    }
    replaceFile(join(folder, MARK), "");
    takeOver(folder);
    if (csr === undefined) rmSync(join(folder, "server.csr"), { force: true });
    return before;
  });
}

/** Forgets an app's certificate, key and all that lies with them. */
export function removePair(io: Io, app: string): Promise<void> {
  return exclusively(io, "certs", app, () => rmSync(tlsFolder(app, io.env), { recursive: true, force: true }));
}

/** Ends a replacement that was cut short, and waits for one that is under way. */
export async function finish(io: Io, app: string): Promise<void> {
  const folder = tlsFolder(app, io.env);
  if (existsSync(join(folder, MARK))) await exclusively(io, "certs", app, () => takeOver(folder));
}

/** Says that what lies ready counts. */
const MARK = ".replacing";

function pairIn(app: string, env: Env): Pair | undefined {
  takeOver(tlsFolder(app, env));
  const [crt, key] = ["crt", "key"].map((part) => readText(join(tlsFolder(app, env), `server.${part}`)));
  return crt === undefined || key === undefined ? undefined : { crt, key };
}

/** Puts what lies ready in its place; what has no mark yet is forgotten. Only for who has the lock: another's drafts look the same. */
function takeOver(folder: string): void {
  const begun = existsSync(join(folder, MARK));
  for (const name of Object.keys(FILES)) {
    const next = join(folder, `.${name}.next`);
    if (!existsSync(next)) continue;
    if (begun) renameSync(next, join(folder, name));
    else rmSync(next, { force: true });
  }
  if (begun) rmSync(join(folder, MARK), { force: true });
}
