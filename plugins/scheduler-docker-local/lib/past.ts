import { join } from "node:path";
import type { Io } from "hokku";
import { readState } from "hokku/files";
import { sameContainer } from "./retired.ts";

const { existsSync, readdirSync } = process.getBuiltinModule("node:fs");

/** What `releases` has written of a release, as far as it is needed here. */
export interface Past {
  readonly version: number;
  /** Ids of the containers that it was live with first. */
  readonly containers: readonly string[];
  /** ISO 8601: when it was live. */
  readonly created_at: string;
}

/** The releases of an app, the newest first. Contract: `data/releases/<app>/v<n>.json`. */
export function past(app: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): Past[] {
  const folder = join(DOKKU_LIB_ROOT, "data", "releases", app);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^v\d+\.json$/.test(name)) : [];
  return names.flatMap((name) => readState<Past>(join(folder, name)) ?? []).sort((a, b) => b.version - a.version);
}

/**
 * Which release a container ran for: the first that was live with it; else, as a restart makes containers and no release, the one that was live
 * when it was made. 0 where none was.
 */
export function releaseOf(id: string, created: string, all: readonly Past[]): number {
  const first = all.filter((release) => had(release, id)).at(-1);
  return (first ?? all.find(({ created_at }) => Date.parse(created_at) <= Date.parse(created)))?.version ?? 0;
}

/** Whether a release was live with a container, which is another's as well where only domains were changed. */
export const had = ({ containers }: Past, id: string): boolean => containers.some((one) => sameContainer(one, id));
