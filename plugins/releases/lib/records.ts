import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { readState, replaceFile } from "hokku/files";

const { existsSync, linkSync, readdirSync, rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** What an app is made of while a release of it is live. */
export interface Contents {
  /** Id of the image, `sha256:...`; "" where the scheduler has none. */
  readonly image: string;
  /** The commit it was built from, "" where there is none. */
  readonly commit: string;
  readonly builder: string;
  /** The variables; shown to nobody, they are there to be given back. */
  readonly config: Readonly<Record<string, string>>;
  /** Number of containers by process type. */
  readonly scale: Readonly<Record<string, number>>;
  /** Docker options by process type and phase, as in `_default_.deploy`. */
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly domains: readonly string[];
  /** Ports found when the image was built. */
  readonly ports: readonly string[];
  /** What came with its source, by `<plugin>/<file>`. */
  readonly files: Readonly<Record<string, string>>;
}

/** One release: what became live, why and by whom. */
export interface Release extends Contents {
  readonly version: number;
  /** In Heroku's words: `Deploy 1a2b3c4`, `Set LOCALE config vars`, `Rollback to v12`. */
  readonly description: string;
  /** ISO 8601: when it began, and when it was live. */
  readonly began_at: string;
  readonly created_at: string;
  /** The build or deploy that led to it, see `builds:info`; "" where nothing was deployed. */
  readonly build: string;
  /** The command it began with: `git-hook` for a push. */
  readonly source: string;
  /** The key it was asked for with. */
  readonly actor: string;
  /** The release that was rolled back to. */
  readonly rollback?: number;
  /** Ids of the containers that it was live with first. */
  readonly containers: readonly string[];
  /** Something random, so that the hash of the config tells nothing but whether it is the same. */
  readonly salt: string;
  /** Its image and its config are gone: there is no way back to it. */
  readonly pruned?: true;
}

/** How many records are kept of those that there is no way back to. */
const HISTORY = 200;

/** Where an app's records lie. */
export const folder = (app: string, { DOKKU_LIB_ROOT = "" }: Env): string => join(DOKKU_LIB_ROOT, "data", "releases", app);

const recordOf = (app: string, version: number, env: Env): string => join(folder(app, env), `v${version}.json`);

/** Numbers of an app's releases, the newest first. */
export function versions(app: string, env: Env): number[] {
  if (!existsSync(folder(app, env))) return [];
  const names = readdirSync(folder(app, env));
  return names.flatMap((name) => Number(/^v(\d+)\.json$/.exec(name)?.[1]) || []).sort((a, b) => b - a);
}

/** One release, or undefined where there is none. */
export const read = (app: string, version: number, env: Env): Release | undefined =>
  readState<Release>(recordOf(app, version, env));

/** All releases of an app, the newest first. */
export const releases = (app: string, env: Env): Release[] =>
  versions(app, env).flatMap((version) => read(app, version, env) ?? []);

/** Writes a record, for nobody's eyes but ours: it has the config in it. */
export function put(app: string, release: Release, env: Env): void {
  replaceFile(recordOf(app, release.version, env), `${JSON.stringify(release)}\n`, 0o600);
}

/** Writes a new record, and answers whether its number was still free: domains may change at the end of a deploy. */
export function putNew(app: string, release: Release, env: Env): boolean {
  const draft = join(folder(app, env), `.draft.${process.pid}`);
  replaceFile(draft, `${JSON.stringify(release)}\n`, 0o600);
  try {
    linkSync(draft, recordOf(app, release.version, env));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Name of the image that a release keeps. */
export const imageOf = (app: string, version: number): string => `dokku/${app}:v${version}`;

/** Leaves the history of a release, and nothing to go back to; of the oldest, nothing. */
export function closeRecord(app: string, release: Release, env: Env): void {
  const [newest = 0] = versions(app, env);
  if (release.version <= newest - HISTORY) rmSync(recordOf(app, release.version, env), { force: true });
  else put(app, { ...release, config: {}, files: {}, pruned: true }, env);
}

/** A number as people write it, `v12` or `12`. */
export function versionOf(word: string): number {
  const [, digits] = /^v?([1-9]\d{0,8})$/i.exec(word) ?? [];
  if (digits) return Number(digits);
  throw new Exit(1, `${JSON.stringify(word)} is no release; use its number, as in v12: dokku releases <app>`);
}

/** A release by its number; one that is not there is refused with those that are. */
export function existing(app: string, word: string, env: Env): Release {
  const found = read(app, versionOf(word), env);
  if (found) return found;
  const all = versions(app, env);
  const range = all.length ? `it has v${all.at(-1)} to v${all[0]}` : "nothing of it has been released yet";
  throw new Exit(1, `${app} has no release v${versionOf(word)}; ${range}: dokku releases ${app}`);
}
