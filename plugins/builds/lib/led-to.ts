import { join } from "node:path";
import type { Io } from "hokku";
import { readState } from "hokku/files";

const { existsSync, readdirSync } = process.getBuiltinModule("node:fs");

/**
 * The release that a build or deploy became, as in `v12`; undefined where it became none, or that is not known any more. Contract:
 * `data/releases/<app>/v<n>.json`, with the id in `build`.
 */
export function releaseOf(app: string, id: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string | undefined {
  const folder = join(DOKKU_LIB_ROOT, "data", "releases", app);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^v\d+\.json$/.test(name)) : [];
  return names.find((name) => readState<{ build?: string }>(join(folder, name))?.build === id)?.replace(/\.json$/, "");
}
