import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readState, readText, replaceFile } from "hokku/files";
import { output } from "hokku/run";

const { existsSync, readdirSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * While something new is built under the name `dokku/<app>:latest`, this is written down. Whoever fails gives the name back
 * to the image of the current release; when he was killed, the next deploy does. So a restart never starts what was not
 * released. The current release is what its containers say; only where there are none, Docker is asked beforehand.
 */
export async function keepImage(io: Io, app: string): Promise<void> {
  const id = released(io, app) ? "" : await ask(io, ["image", "inspect", "--format", "{{.Id}}", `dokku/${app}:latest`]);
  replaceFile(journal(io, app), JSON.stringify({ id }));
}

/** Does what builds something new under that name, and gives the name back where it fails. Within a deploy, the deploy sees to that. */
export async function keepingImage(io: Io, app: string, work: () => Promise<void>): Promise<void> {
  if (existsSync(journal(io, app))) return work();
  await keepImage(io, app);
  try {
    await work();
    forgetKeptImage(io, app);
  } catch (error) {
    await restoreKeptImage(io, app).catch(() => {});
    throw error;
  }
}

/** The new image is released: there is no way back any more. */
export function forgetKeptImage(io: Io, app: string): void {
  rmSync(journal(io, app), { force: true });
}

/** Gives the name back, if anyone left that undone. */
export async function restoreKeptImage(io: Io, app: string): Promise<void> {
  const kept = readState<{ id: string }>(journal(io, app));
  if (!kept) return;
  const container = released(io, app);
  const image = container ? await ask(io, ["container", "inspect", "--format", "{{.Image}}", container]) : kept.id;
  if (image) await ask(io, ["image", "tag", image, `dokku/${app}:latest`]);
  else if (!container) await ask(io, ["image", "rm", "--force", "--no-prune", `dokku/${app}:latest`]);
  forgetKeptImage(io, app);
}

const journal = ({ env }: Io, app: string): string => join(env.DOKKU_LIB_ROOT ?? "", "data", "git", app, "kept-image");

/** A container of the current release. Contract: `$DOKKU_ROOT/<app>/CONTAINER.<type>.<n>` holds its id. */
function released({ env }: Io, app: string): string | undefined {
  const root = appRoot(app, env);
  const file = readdirSync(root).find((name) => /^CONTAINER(\.|$)/.test(name));
  return file && readText(join(root, file))?.trim();
}

/** Docker's answer, or "" where there is no such image or container. */
function ask(io: Io, words: readonly string[]): Promise<string> {
  return output(io, io.env.DOCKER_BIN ?? "docker", words).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    if (/No such (image|container|object)/i.test(why)) return "";
    throw new Exit(1, why);
  });
}
