import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { engine } from "hokku/engine";

const { lstatSync, readdirSync } = process.getBuiltinModule("node:fs");

/** What one app holds on the disk, in bytes. What images share with others is counted once, under `shared`. */
export interface Held {
  readonly app: string;
  /** Of the images that are only this app's: the current one, and those kept to roll back to. */
  readonly images: number;
  readonly releases: number;
  /** What its containers have written into their own file systems. */
  readonly containers: number;
  /** Docker's volumes, the app's folders in data/storage, and its build cache. */
  readonly volumes: number;
  readonly cache: number;
  readonly repository: number;
  /** What builds and deploys have printed, and what is kept of processes that were replaced. */
  readonly logs: number;
  readonly total: number;
}

/** What the engine answers to `GET /system/df`, as far as it is needed here. */
interface Usage {
  readonly Images?: readonly Entry[] | null;
  readonly Containers?: readonly Entry[] | null;
  readonly Volumes?: readonly Entry[] | null;
  readonly BuildCache?: readonly { readonly Size?: number }[] | null;
}

interface Entry {
  readonly Name?: string;
  readonly RepoTags?: readonly string[] | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly Size?: number;
  readonly SharedSize?: number;
  readonly SizeRw?: number;
  readonly Mounts?: readonly { readonly Type?: string; readonly Name?: string }[];
  readonly UsageData?: { readonly Size?: number } | null;
}

/** What the apps hold, and what of Docker's build cache belongs to no app. */
export async function ledger(io: Io, apps: readonly string[]): Promise<{ apps: Held[]; buildCache: number }> {
  const text = await engine(io, "GET", "/system/df", ["system", "df", "--verbose", "--format", "{{json .}}"]);
  const usage: Usage = JSON.parse(text);
  if (usage.Images?.some(({ Size }) => typeof Size !== "number"))
    throw new Exit(
      1,
      "What apps hold can only be asked of a Docker engine on this host, by its socket; see: docker system df -v",
    );
  return {
    apps: apps.map((app) => held(app, usage, io.env)).sort((a, b) => b.total - a.total),
    buildCache: sum((usage.BuildCache ?? []).map(({ Size }) => Size)),
  };
}

function held(app: string, { Images, Containers, Volumes }: Usage, env: Io["env"]): Held {
  const mine = (list: readonly Entry[] | null | undefined) => (list ?? []).filter(({ Labels }) => Labels?.[LABEL] === app);
  const own = ({ Size = 0, SharedSize = 0 }: Entry) => Size - Math.max(0, SharedSize);
  // A renamed app's images bear its first name, and are called by its last.
  const images = (Images ?? []).filter(({ RepoTags, Labels }) => {
    const names = (RepoTags ?? []).flatMap((tag) => /^dokku\/(.+):[^:/]+$/.exec(tag)?.[1] ?? []);
    return names.length ? names.includes(app) : Labels?.[LABEL] === app;
  });
  const isKept = ({ RepoTags }: Entry) =>
    !RepoTags?.includes(`dokku/${app}:latest`) && RepoTags?.some((tag) => /:v\d+$/.test(tag)) === true;
  const mounted = new Set(mine(Containers).flatMap(({ Mounts = [] }) => Mounts.map(({ Name }) => Name ?? "")));
  const volumes = (Volumes ?? []).filter((one) => one.Labels?.[LABEL] === app || mounted.has(one.Name ?? "?"));
  const isCache = ({ Name }: Entry) => Name === `cache-${app}`;
  const sizeOf = (list: readonly Entry[]) => sum(list.map(({ UsageData }) => Math.max(0, UsageData?.Size ?? 0)));
  const lib = env.DOKKU_LIB_ROOT ?? "";
  const row = {
    images: sum(images.filter((one) => !isKept(one)).map(own)),
    releases: sum(images.filter(isKept).map(own)),
    containers: sum(mine(Containers).map(({ SizeRw }) => SizeRw)),
    volumes: sizeOf(volumes.filter((one) => !isCache(one))) + folderSize(join(lib, "data", "storage", app)),
    cache: sizeOf((Volumes ?? []).filter(isCache)),
    repository: folderSize(appRoot(app, env)),
    logs: folderSize(join(lib, "data", "builds", app)) + folderSize(join(lib, "data", "logs", app)),
  };
  return { app, ...row, total: sum(Object.values(row)) };
}

const LABEL = "com.dokku.app-name";

const sum = (sizes: readonly (number | undefined)[]): number => sizes.reduce<number>((all, one = 0) => all + one, 0);

/** Bytes of all files below a folder; what cannot be read does not count. */
export function folderSize(path: string): number {
  try {
    const found = lstatSync(path);
    if (!found.isDirectory()) return found.size;
    return sum(readdirSync(path).map((name) => folderSize(join(path, name))));
  } catch {
    return 0;
  }
}

/** `12.3 MB`. */
export const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
