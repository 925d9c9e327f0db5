import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { readText } from "hokku/files";
import { hasPushOption } from "./push-options.ts";

const { existsSync, statfsSync, writeFileSync } = process.getBuiltinModule("node:fs");

const MB = 1024 * 1024;

/** Whether who asks goes on although the disk is nearly full: `git push -o force`, `ps:rebuild --force`. */
const isForced = (env: Io["env"]): boolean => env.HOKKU_FORCE === "1" || hasPushOption(env, "force");

/**
 * Builds, where the disk has room for it: for as much as the app's last build has taken, and `spare` MB besides, which running apps need to
 * write. Otherwise it is refused before it has begun. Of the last two the smaller counts, as others may have filled the disk during one.
 */
export async function whileRoom<T>(io: Io, app: string, spare: number, work: () => Promise<T>): Promise<T> {
  const before = free(io.env);
  const lately = (readText(lastOf(app, io.env)) ?? "").split(" ").filter(Boolean).map(Number);
  const last = lately.length ? Math.min(...lately) : 0;
  if (before < last + spare * MB && !isForced(io.env)) throw refusal(app, before, last, spare);
  const result = await work();
  const taken = Math.max(0, before - free(io.env));
  // A guess for the next time: what it costs to have it safe on the disk is more than it is worth.
  if (existsSync(join(lastOf(app, io.env), ".."))) writeFileSync(lastOf(app, io.env), [taken, ...lately.slice(0, 1)].join(" "));
  return result;
}

function refusal(app: string, before: number, last: number, spare: number): Exit {
  const needs = last ? `${inMb(last)} MB, as the last one took, and ${spare} MB to spare` : `${spare} MB`;
  return new Exit(
    1,
    `The disk has ${inMb(before)} MB left, and a build of ${app} wants ${needs}: nothing was built, what runs goes on.
What could be freed: dokku cleanup --plan; what takes it: dokku cleanup:report
To build all the same: git push -o force, or dokku ps:rebuild --force ${app}`,
  );
}

const inMb = (bytes: number): number => Math.floor(bytes / MB);

const lastOf = (app: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string =>
  join(DOKKU_LIB_ROOT, "data", "builds", app, ".last-build-took");

/** Bytes left where images are kept, or where Docker's folder is elsewhere, where the apps are. */
function free({ DOKKU_LIB_ROOT = "/" }: Io["env"]): number {
  const folders = ["/var/lib/docker", DOKKU_LIB_ROOT].filter((path) => existsSync(path));
  return Math.min(
    ...folders.map((path) => {
      const { bavail, bsize } = statfsSync(path);
      return bavail * bsize;
    }),
  );
}
