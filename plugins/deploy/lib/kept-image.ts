import { join } from "node:path";
import { Exit, type Io, trigger } from "hokku";
import { appRoot } from "hokku/apps";
import { readState, readText, replaceFile } from "hokku/files";
import { properties } from "hokku/properties";
import { output } from "hokku/run";

const { existsSync, readdirSync, rmSync } = process.getBuiltinModule("node:fs");

/** Config variables that a deploy changes before it is live: what each was, and what it becomes, null where it is not set. */
export type KeptConfig = Readonly<Record<string, { readonly before: string | null; readonly now: string | null }>>;

/** What there was before a deploy, for whoever takes it back. */
interface Kept {
  /** Image of the name, or "". */
  readonly id: string;
  /** Properties that a deploy changes before it is live, by `<plugin>/<key>`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly config?: KeptConfig;
}

/** What is found out while an image is built, and the scale, which an app.json or a rollback may change. */
const SETTINGS = ["builder/detected", "ports/map-detected", "ps/can-scale", "ps/scale"] as const;

/**
 * While something new is built under the name `dokku/<app>:latest`, this is written down, with the settings that come with it. Whoever fails
 * gives the name back to the image of the current release; when he was killed, the next deploy does. So a restart never starts what was not
 * released. The current release is what its containers say; only where there are none, Docker is asked beforehand.
 */
export async function keepImage(io: Io, app: string, config: KeptConfig = {}): Promise<void> {
  if (existsSync(journal(io, app))) return; // what came first is what there was
  const id = released(io, app) ? "" : await ask(io, ["image", "inspect", "--format", "{{.Id}}", `dokku/${app}:latest`]);
  const settings = Object.fromEntries(
    SETTINGS.map((path) => {
      const [plugin = "", key = ""] = path.split("/");
      return [path, properties(plugin, io.env).get(app, key)];
    }),
  );
  replaceFile(journal(io, app), JSON.stringify({ id, settings, config } satisfies Kept), 0o600);
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

/** Gives the name back, and the settings, if anyone left that undone. */
export async function restoreKeptImage(io: Io, app: string): Promise<void> {
  const kept = readState<Kept>(journal(io, app));
  if (!kept) return;
  const container = released(io, app);
  const image = container ? await ask(io, ["container", "inspect", "--format", "{{.Image}}", container]) : kept.id;
  if (image) await ask(io, ["image", "tag", image, `dokku/${app}:latest`]);
  else if (!container) await ask(io, ["image", "rm", "--force", "--no-prune", `dokku/${app}:latest`]);
  for (const [path, value] of Object.entries(kept.settings ?? {})) {
    const [plugin = "", key = ""] = path.split("/");
    properties(plugin, io.env).set(app, key, value);
  }
  await restoreConfig(io, app, kept.config ?? {});
  forgetKeptImage(io, app);
}

/** Gives back the variables that still are what the deploy has made them: somebody may have set others since. */
async function restoreConfig(io: Io, app: string, config: KeptConfig): Promise<void> {
  if (!Object.keys(config).length) return;
  const { storedEnvironment } = await import("hokku/environment");
  const stored = storedEnvironment(app, io.env);
  const theirs = Object.entries(config).filter(([key, { now }]) => (stored.get(key) ?? null) === now);
  await changeConfig(io, app, Object.fromEntries(theirs.map(([key, { before }]) => [key, before])));
}

/** Sets variables, and unsets those that are null, without a word and without a restart. */
export async function changeConfig(io: Io, app: string, wanted: Readonly<Record<string, string | null>>): Promise<void> {
  const quiet: Io = { ...io, stdout: () => {}, env: { ...io.env, DOKKU_QUIET_OUTPUT: "1" } };
  const pairs = Object.entries(wanted).flatMap(([key, value]) => (value === null ? [] : `${key}=${value}`));
  const gone = Object.keys(wanted).filter((key) => wanted[key] === null);
  if (pairs.length) await trigger(quiet, "config-set", "--no-restart", app, ...pairs);
  if (gone.length) await trigger(quiet, "config-unset", "--no-restart", app, ...gone);
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
