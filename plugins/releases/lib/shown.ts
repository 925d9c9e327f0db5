import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readState } from "hokku/files";
import { output } from "hokku/run";
import { type Changes, changes } from "./changes.ts";
import { imageOf, type Release, read, releases, versions } from "./records.ts";

const { existsSync, readdirSync } = process.getBuiltinModule("node:fs");

/** A release in the list. */
export interface Listed {
  readonly version: string;
  readonly description: string;
  /** `current` is live; there is a way back to what is `kept`. */
  readonly status: "current" | "kept" | "pruned";
  readonly by: string;
  readonly created_at: string;
  readonly build: string;
}

/** The releases of an app as they are listed, the newest first. */
export function listed(app: string, env: Io["env"]): Listed[] {
  return releases(app, env).map(({ version, description, actor, created_at, build, pruned }, at) => ({
    version: `v${version}`,
    description,
    status: at === 0 ? "current" : pruned ? "pruned" : "kept",
    by: actor,
    created_at,
    build,
  }));
}

/** All that may be seen of one release. */
export interface Info extends Listed {
  readonly app: string;
  readonly source: string;
  readonly commit: string;
  /** As git knows the commit: name and address. */
  readonly author: string;
  readonly builder: string;
  readonly image: string;
  /** In bytes; null where the image is not there any more. */
  readonly image_size: number | null;
  /** The same for the same config, and tells nothing else. */
  readonly config_hash: string;
  readonly config_keys: readonly string[];
  readonly scale: ReadonlyMap<string, number>;
  /** Docker options by process type and phase. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly domains: readonly string[];
  /** Command lines by process type. */
  readonly process_types: ReadonlyMap<string, string>;
  readonly began_at: string;
  /** From its beginning until it was live, in seconds. */
  readonly seconds: number;
  /** How it differs from the release before, null where that is not known. */
  readonly changes: (Changes & { readonly since: string; readonly image_size: number | null }) | null;
}

/** What is known of a release, with what git and Docker know of it. */
export async function infoOf(io: Io, app: string, release: Release): Promise<Info> {
  const { version, config, salt, files, began_at, created_at, commit } = release;
  const older = versions(app, io.env).find((one) => one < version);
  const before = older === undefined ? undefined : read(app, older, io.env);
  const [size, sizeBefore] = await Promise.all([sizeOf(io, app, release), before && sizeOf(io, app, before)]);
  const [one] = listed(app, io.env).filter((row) => row.version === `v${version}`);
  const { createHmac } = await import("node:crypto");
  const keys = Object.keys(config).sort();
  const text = JSON.stringify(keys.map((key) => [key, config[key]]));
  const { image, source, builder, scale, options, domains } = release;
  return {
    ...(one as Listed),
    app,
    source,
    commit,
    author: await authorOf(io, app, commit),
    builder,
    image,
    image_size: size ?? null,
    config_hash: release.pruned ? "" : createHmac("sha256", salt).update(text).digest("hex"),
    config_keys: keys,
    scale: new Map(Object.entries(scale)),
    options: new Map(Object.entries(options)),
    domains,
    process_types: processTypes(files["ps/Procfile"] ?? ""),
    began_at,
    seconds: Math.max(0, Math.round((Date.parse(created_at) - Date.parse(began_at)) / 100) / 10),
    changes:
      before && !before.pruned && !release.pruned
        ? {
            since: `v${before.version}`,
            ...changes(before, release),
            image_size: size !== undefined && sizeBefore !== undefined ? size - sizeBefore : null,
          }
        : null,
  };
}

async function sizeOf(io: Io, app: string, { version, image }: Release): Promise<number | undefined> {
  const words = (name: string) => ["image", "inspect", "--format", "{{.Size}}", name];
  const docker = io.env.DOCKER_BIN ?? "docker";
  const found = await output(io, docker, words(imageOf(app, version))).catch(() =>
    image ? output(io, docker, words(image)).catch(() => "") : "",
  );
  return /^\d+$/.test(found) ? Number(found) : undefined;
}

async function authorOf(io: Io, app: string, commit: string): Promise<string> {
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return "";
  const words = ["show", "--no-patch", "--format=%an <%ae>", commit];
  return output(io, "git", words, { env: { GIT_DIR: appRoot(app, io.env) } }).catch(() => "");
}

const processTypes = (procfile: string): Map<string, string> =>
  new Map([...procfile.matchAll(/^\s*([\w-]+):\s*(.*?)\s*$/gm)].map(([, type = "", line = ""]) => [type, line]));

/** Id of the newest build or deploy, where it came after what is live and is no release, as it failed. */
export function failedSince(app: string, env: Io["env"]): string | undefined {
  const builds = join(env.DOKKU_LIB_ROOT ?? "", "data", "builds", app);
  const ids = existsSync(builds) ? readdirSync(builds).flatMap((name) => /^([\w-]+)\.json$/.exec(name)?.[1] ?? []) : [];
  const id = ids.sort().at(-1);
  const [live = 0] = versions(app, env);
  const build = readState<{ status?: string; started_at?: string }>(join(builds, `${id}.json`));
  if (build?.status !== "failed") return undefined;
  return (build.started_at ?? "") > (read(app, live, env)?.created_at ?? "") ? id : undefined;
}
