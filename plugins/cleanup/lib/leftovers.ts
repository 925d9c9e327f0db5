import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot, apps } from "hokku/apps";
import { readText } from "hokku/files";
import { output } from "hokku/run";

const { existsSync, readdirSync } = process.getBuiltinModule("node:fs");

/** What only images of an app carry, and what containers inherit from those. */
const LABEL = "com.dokku.app-name";

/** What only containers carry that were made for an app; one that somebody has run from an app's image does not. */
const MADE = ["--filter", "label=com.dokku.container-type"];

const filters = (app: string | undefined): string[] => ["--filter", app ? `label=${LABEL}=${app}` : `label=${LABEL}`];

/** Words of the docker client that list containers which have ended, ids in full. */
export const listDead = (app?: string): string[] => [
  ...["container", "ls", "--all", "--quiet", "--no-trunc"],
  ...["--filter", "status=exited", "--filter", "status=dead", ...MADE, ...filters(app)],
];

/** Words of the docker client that list images which have lost their name to a newer one. */
export const listDangling = (app?: string): string[] => [
  ...["image", "ls", "--quiet", "--no-trunc", "--filter", "dangling=true", ...filters(app)],
];

/** Containers that have ended, without those that a stopped app will be started from again. */
export async function deadContainers(io: Io, app?: string): Promise<string[]> {
  const wanted = await containersInUse(io);
  const found = await output(io, io.env.DOCKER_BIN ?? "docker", listDead(app));
  return found.split("\n").filter((id) => id && !wanted.some((known) => id.startsWith(known)));
}

/** Images without a name. */
export async function danglingImages(io: Io, app?: string): Promise<string[]> {
  const found = await output(io, io.env.DOCKER_BIN ?? "docker", listDangling(app));
  return [...new Set(found.split("\n").filter(Boolean))];
}

/**
 * Ids that apps have on record, and those that `ps:retire` removes, once it has kept what they have printed. Contract: files
 * `CONTAINER.<type>.<n>`, `CONTAINER` before 0.3.19, and a line `<app> <container> <seconds>` each in `dead-containers`.
 */
async function containersInUse({ env }: Io): Promise<string[]> {
  const list = readText(join(env.DOKKU_LIB_ROOT ?? "", "data", "scheduler-docker-local", "dead-containers")) ?? "";
  const retired = list.split("\n").flatMap((line) => line.split(" ")[1] ?? []);
  const live = apps(env).flatMap((app) => {
    const folder = appRoot(app, env);
    const files = readdirSync(folder).filter((name) => /^CONTAINER(\.|$)/.test(name));
    return files.map((name) => readText(join(folder, name))?.trim() ?? "").filter(Boolean);
  });
  return [...live, ...retired];
}

/**
 * Images of releases that nobody goes back to any more, where something still ran them when they were let go of. Contract: `dokku/<app>:v<n>`,
 * and `data/releases/<app>/v<n>.json`, with `pruned` in it.
 */
export async function releasesWithoutRecord(io: Io, app?: string): Promise<string[]> {
  const pruned = new Set(prunedReleases(io, app));
  if (!pruned.size) return [];
  const words = ["image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", "reference=dokku/*:v*"];
  const tags = await output(io, io.env.DOCKER_BIN ?? "docker", words);
  return tags.split("\n").filter((tag) => pruned.has(tag));
}

function prunedReleases({ env }: Io, app?: string): string[] {
  const root = join(env.DOKKU_LIB_ROOT ?? "", "data", "releases");
  if (!existsSync(root)) return [];
  return (app ? [app] : readdirSync(root)).flatMap((name) => {
    const folder = join(root, name);
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => /^v\d+\.json$/.test(file)) : [];
    const pruned = files.filter((file) => readText(join(folder, file))?.includes('"pruned":true'));
    return pruned.map((file) => `dokku/${name}:${file.replace(/\.json$/, "")}`);
  });
}

/** Bytes by id: of an image what it is as a whole, of a container what it has written. What Docker does not know is left out. */
export async function sizesOf(io: Io, containers: readonly string[], images: readonly string[]): Promise<Map<string, number>> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const ask = async (words: readonly string[], id: string) =>
    [id, Number(await output(io, docker, [...words, id]).catch(() => ""))] as const;
  const found = await Promise.all([
    ...containers.map((id) => ask(["container", "inspect", "--size", "--format", "{{.SizeRw}}"], id)),
    ...images.map((id) => ask(["image", "inspect", "--format", "{{.Size}}"], id)),
  ]);
  return new Map(found.filter(([, size]) => size >= 0));
}
