import { join } from "node:path";
import { type Io, trouble } from "hokku";
import { readState } from "hokku/files";
import { properties } from "hokku/properties";
import { changes, describe, isSame } from "./changes.ts";
import { containersOf, contents } from "./contents.ts";
import { put, putNew, type Release, read, versions } from "./records.ts";

const { closeSync, openSync, readSync } = process.getBuiltinModule("node:fs");

/** What `builds` knows of the deploy that leads here. Contract: Dokku's `data/builds/<app>/<id>.json`. */
interface Build {
  readonly kind?: string;
  readonly source?: string;
  readonly actor?: string;
  readonly started_at?: string;
}

/**
 * Writes down what is live now, unless it is what was live before: a restart is no release. One deploy is one release, however many of
 * its process types are switched one after another, and so is one that was cut short and is finished by another.
 */
export async function writeDown(io: Io, app: string, image?: string): Promise<Release | undefined> {
  const { env } = io;
  const { DOKKU_BUILD_ID: build = "", DOKKU_COMMAND = "", SSH_NAME = "", HOKKU_ROLLBACK } = env;
  const [last = 0, second = 0] = versions(app, env);
  const newest = read(app, last, env);
  const containers = containersOf(app, env);
  const isOurs = newest !== undefined && build !== "" && newest.build === build;
  if (newest && !isOurs && image !== undefined && same(newest.containers, containers)) return undefined;
  const version = isOurs ? last : Math.max(last, Number(properties("common", env).get(app, "release")) || 0) + 1;
  const before = isOurs ? read(app, second, env) : newest;
  const now = { ...(await contents(io, app)), image: image ?? newest?.image ?? "" };
  const record: Build = build ? (readState(join(env.DOKKU_LIB_ROOT ?? "", "data", "builds", app, `${build}.json`)) ?? {}) : {};
  const { kind, source = DOKKU_COMMAND, actor = SSH_NAME, started_at = new Date().toISOString() } = record;
  const different = before && changes(before, now);
  const isBuild = kind === "build" || !different;
  if (!isBuild && !HOKKU_ROLLBACK && isSame(different)) return undefined;
  const described = isBuild || !different ? changes(now, now) : different;
  const release: Release = {
    ...now,
    version,
    description: HOKKU_ROLLBACK ? `Rollback to v${HOKKU_ROLLBACK}` : describe({ ...now, source }, isBuild, described),
    began_at: started_at,
    created_at: new Date().toISOString(),
    build,
    source,
    actor,
    ...(HOKKU_ROLLBACK && { rollback: Number(HOKKU_ROLLBACK) }),
    containers,
    salt: newest?.salt || random(),
  };
  await keep(io, app, release);
  if (isOurs) put(app, release, env);
  else if (!putNew(app, release, env)) return writeDown(io, app, image);
  properties("common", env).set(app, "release", String(version));
  return release;
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length > 0 && one.length === other.length && one.every((id, at) => id === other[at]);

/** Gives the image a name of its own, by which it stays when the next one is made. */
async function keep(io: Io, app: string, { image, version }: Release): Promise<void> {
  if (!image) return;
  const { tagImage } = await import("hokku/image");
  await tagImage(io, image, app, `v${version}`).catch((error: unknown) =>
    trouble(`v${version} cannot be rolled back to: its image got no name: ${error instanceof Error ? error.message : error}`),
  );
}

/** 16 bytes from the kernel: loading node:crypto would cost a push 10 ms. */
function random(): string {
  const bytes = Buffer.alloc(16);
  const file = openSync("/dev/urandom", "r");
  readSync(file, bytes);
  closeSync(file);
  return bytes.toString("hex");
}
