import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot, apps } from "hokku/apps";
import { readText } from "hokku/files";
import { output } from "hokku/run";

const { readdirSync } = process.getBuiltinModule("node:fs");

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

/** Ids that apps have on record. Contract: files `CONTAINER.<type>.<n>`, and `CONTAINER` before 0.3.19. */
async function containersInUse({ env }: Io): Promise<string[]> {
  return apps(env).flatMap((app) => {
    const folder = appRoot(app, env);
    const files = readdirSync(folder).filter((name) => /^CONTAINER(\.|$)/.test(name));
    return files.map((name) => readText(join(folder, name))?.trim() ?? "").filter(Boolean);
  });
}
