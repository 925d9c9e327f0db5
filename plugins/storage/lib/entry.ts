import { isAbsolute, join } from "node:path";
import { Exit, type Io } from "hokku";
import { readText, replaceFile } from "hokku/files";
import { hostPath } from "./paths.ts";

const { existsSync, readdirSync, rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** A named volume. Contract: Dokku 0.38, one file each: `$DOKKU_LIB_ROOT/data/storage-registry/entries/<name>.json`. */
export interface Entry {
  readonly name: string;
  readonly scheduler: string;
  readonly host_path?: string;
  readonly size?: string;
  readonly access_mode?: string;
  readonly storage_class?: string;
  readonly namespace?: string;
  readonly chown?: string;
  readonly mode?: string;
  readonly reclaim_policy?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly schema_version: number;
}

/** The scheduler whose volumes are directories of this host and volumes of its docker. */
export const LOCAL = "docker-local";

/** Where directories lie whose owner we take care of. */
export const storageRoot = ({ DOKKU_LIB_ROOT = "" }: Env): string => join(DOKKU_LIB_ROOT, "data", "storage");

/** Where the entry lies if nobody says otherwise. */
export const defaultPath = (name: string, env: Env): string => join(storageRoot(env), name);

/** Refuses a name no entry can have. Names that begin with `legacy-` are for mounts without a name. */
export function entryName(name: string): string {
  const rule = "use lower-case letters, digits and dashes, 45 at most, with no dash at either end";
  if (!/^[a-z0-9]([a-z0-9-]{0,43}[a-z0-9])?$/.test(name))
    throw new Exit(1, `storage entry name ${JSON.stringify(name)} cannot be: ${rule}`);
  if (name.startsWith("legacy-"))
    throw new Exit(1, `storage entry name ${name}: names that begin with legacy- are given to mounts without a name`);
  return name;
}

/** The entry of that name; one that does not exist is refused. */
export function existingEntry(name: string, env: Env): Entry {
  const text = isFileName(name) ? readText(fileOf(name, env)) : undefined;
  if (text === undefined)
    throw new Exit(1, `storage entry ${JSON.stringify(name)} does not exist; see: dokku storage:list-entries`);
  try {
    const entry: Entry = JSON.parse(text);
    return entry;
  } catch {
    throw new Exit(1, `${fileOf(name, env)} is not JSON; put the entry back from a backup, or remove the file`);
  }
}

export const entryExists = (name: string, env: Env): boolean => isFileName(name) && existsSync(fileOf(name, env));

/** All entries, by name. */
export function entries(env: Env): Entry[] {
  const folder = registry(env);
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return files.flatMap((file) => (/^[a-z0-9][a-z0-9-]*\.json$/.test(file) ? existingEntry(file.slice(0, -5), env) : []));
}

/** Keeps an entry that makes sense, in the order of fields that Dokku writes. */
export function saveEntry(entry: Entry, env: Env): void {
  validate(entry, env);
  const ordered = Object.fromEntries(
    FIELDS.map((field) => [field, entry[field]]).filter(([, value]) => value !== "" && value !== undefined),
  );
  replaceFile(fileOf(entry.name, env), JSON.stringify(ordered, null, 2), 0o600);
}

export const removeEntry = (name: string, env: Env): void => rmSync(fileOf(name, env), { force: true });

const FIELDS = [
  ...([
    "name",
    "scheduler",
    "host_path",
    "size",
    "access_mode",
    "storage_class",
    "namespace",
    "chown",
    "mode",
    "reclaim_policy",
  ] as const),
  ...(["annotations", "labels", "schema_version"] as const),
];

function validate({ name, scheduler, host_path: path = "", reclaim_policy: policy, ...entry }: Entry, env: Env): void {
  const refuse = (why: string) => new Exit(1, `storage entry ${name}: ${why}`);
  if (scheduler !== LOCAL) throw refuse(`scheduler ${JSON.stringify(scheduler)} is not here; the one that is: ${LOCAL}`);
  if (entry.size) throw refuse("a directory has no --size; leave it out");
  if (entry.storage_class) throw refuse("a directory has no --storage-class-name; leave it out");
  if (entry.access_mode) throw refuse("a directory has no --access-mode; leave it out");
  if (policy && policy !== "Retain" && policy !== "Delete")
    throw refuse(`reclaim policy ${JSON.stringify(policy)} is neither Retain nor Delete`);
  hostPath(path, env);
  const own = defaultPath(name, env);
  if (policy === "Delete" && path !== own)
    throw refuse(
      `reclaim policy Delete is only supported when the storage entry uses the default host path ${own}, not for ${path}`,
    );
  for (const [field, value] of [
    ["chown", entry.chown],
    ["mode", entry.mode],
  ] as const)
    if (value && value !== "false" && (path !== own || !isAbsolute(path)))
      throw refuse(
        `--${field} is only supported when the storage entry uses the default host path ${own}; leave it out and set up ${path} yourself`,
      );
}

const isFileName = (name: string): boolean => /^[a-z0-9][a-z0-9-]{0,62}$/.test(name);
/** Where the entries lie, a file each. */
export const registry = ({ DOKKU_LIB_ROOT = "" }: Env): string => join(DOKKU_LIB_ROOT, "data", "storage-registry", "entries");
const fileOf = (name: string, env: Env): string => join(registry(env), `${name}.json`);
