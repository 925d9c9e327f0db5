import { detail, Exit, headline, type Io, step, trigger, trouble } from "hokku";
import { appRoot } from "hokku/apps";
import { isDeployed, schedulerOf } from "hokku/deploy/deployed";
import { deployImage } from "hokku/deploy/deployment";
import { sourceFiles } from "hokku/deploy/extracted";
import { changeConfig, forgetKeptImage, type KeptConfig, keepImage, restoreKeptImage } from "hokku/deploy/kept-image";
import { whileRecorded } from "hokku/deploy/record";
import { deploying, revisionVariable } from "hokku/deploy/revision";
import { inspected } from "hokku/engine";
import { storedEnvironment } from "hokku/environment";
import { type Inspected, tagImage } from "hokku/image";
import { properties } from "hokku/properties";
import { settleRevision } from "hokku/revision";
import { output } from "hokku/run";
import { since } from "hokku/talk";
import { existing, imageOf, type Release, read, versions } from "./records.ts";

/** What a rollback leads to. */
export interface RolledBack {
  readonly app: string;
  /** The release that was gone back to, and the one that this made. */
  readonly to: number;
  readonly version: number;
  readonly rebuilt: boolean;
}

/** Lets a release of before run again: its image, its commit, and all that came with its source; with `config`, its variables and scale. */
export async function rollback(io: Io, app: string, word: string | undefined, config: boolean): Promise<RolledBack> {
  const began = Date.now();
  if (!(await isDeployed(io, app))) throw new Exit(1, `${app} does not run, so there is nothing to go back from`);
  return whileRecorded(io, app, "a rollback", async (held) => {
    const target = targetOf(app, word, config, held.env);
    step(held, `Rolling back ${app} to v${target.version}: ${target.description}`);
    const image = await imageFor(held, app, target);
    if (image === undefined) await refuseWithoutCommit(held, app, target);
    const own = { ...held, env: { ...held.env, DOKKU_PID: String(process.pid), HOKKU_ROLLBACK: String(target.version) } };
    const inside = target.commit ? deploying(own, app, target.commit) : own;
    await orBack(inside, app, config ? configOf(inside, app, target) : {}, async (wanted) => {
      if (config) await give(inside, app, target, wanted);
      await (image === undefined ? rebuilt(inside, app, target) : restarted(inside, app, target, image));
    });
    const [version = 0] = versions(app, held.env);
    headline(held, `Rolled back ${app} to v${target.version} in ${since(began)}: it is v${version} now`);
    if (target.commit) detail(held, "The deploy branch stays where it is: ps:rebuild and the next push build what is on it");
    return { app, to: target.version, version, rebuilt: image === undefined };
  });
}

/** The release that was asked for; without a word, the newest with another image, or with `config` the one before. */
function targetOf(app: string, word: string | undefined, config: boolean, env: Io["env"]): Release {
  const [live, ...older] = versions(app, env);
  const now = live === undefined ? undefined : read(app, live, env);
  if (!now) throw new Exit(1, `Nothing is written down of ${app} yet: its next deploy is its first release`);
  if (word !== undefined) return checked(app, existing(app, word, env));
  for (const version of older) {
    const found = read(app, version, env);
    if (found && (config || found.image !== now.image)) return checked(app, found);
  }
  throw new Exit(
    1,
    `${app} has no release with another image to go back to; for its config: dokku releases:rollback ${app} --config`,
  );
}

function checked(app: string, target: Release): Release {
  if (!target.pruned) return target;
  const keeps = `to keep more from now on: dokku releases:set ${app} retention 10`;
  throw new Exit(1, `v${target.version} of ${app} was pruned: its image is gone, and its config; ${keeps}`);
}

/** The image that a release has kept, by its name or its id; undefined where somebody has removed it. */
async function imageFor(io: Io, app: string, { version, image }: Release): Promise<string | undefined> {
  for (const name of [imageOf(app, version), image]) {
    const found = name ? await inspected<Inspected>(io, "image", name).catch(() => undefined) : undefined;
    if (found && (!image || found.Id === image)) return found.Id;
  }
  return undefined;
}

async function refuseWithoutCommit(io: Io, app: string, { commit, version }: Release): Promise<void> {
  const words = ["cat-file", "-e", `${commit}^{commit}`];
  const asked = commit && output(io, "git", words, { env: { GIT_DIR: appRoot(app, io.env) } });
  const isThere =
    asked &&
    (await asked.then(
      () => true,
      () => false,
    ));
  if (!isThere)
    throw new Exit(
      1,
      `The image of v${version} is not here any more${commit ? `, nor is its commit ${commit.slice(0, 12)} in the repository` : ""}: there is nothing to go back to`,
    );
}

/** Does `work`, which changes variables and more before it is live; where it fails, all is as it was. When killed, the next deploy sees to that. */
async function orBack(io: Io, app: string, wanted: KeptConfig, work: (wanted: KeptConfig) => Promise<void>): Promise<void> {
  await keepImage(io, app, wanted);
  try {
    await work(wanted);
    forgetKeptImage(io, app);
  } catch (error) {
    await restoreKeptImage(io, app).catch(() => {});
    throw error;
  }
}

/** Starts the image that is there, in the time that containers take. */
async function restarted(io: Io, app: string, target: Release, image: string): Promise<void> {
  for (const { path, take } of sourceFiles(app, io.env)) take(target.files[path]);
  await tagImage(io, image, app, "latest");
  await trigger(io, "builder-set-property", app, "detected", target.builder);
  if (target.ports.length) await trigger(io, "ports-set-detected", app, ...target.ports);
  await deployImage(io, await schedulerOf(io, app), app, "latest");
  await settleRevision(io, app);
  const apps = properties("apps", io.env);
  if (target.commit && /^[0-9a-f]{40,64}$/.test(apps.get(app, "deploy-source-metadata")))
    await trigger(io, "deploy-source-set", app, apps.get(app, "deploy-source"), target.commit);
}

/** Builds its commit once more. */
async function rebuilt(io: Io, app: string, { version, commit }: Release): Promise<void> {
  trouble(`The image of v${version} is not here any more: building ${commit.slice(0, 12)} again`);
  await trigger(io, "receive-app", app, commit);
}

/** The variables that are others than those of a release, but for the commit, which is told apart. */
function configOf({ env }: Io, app: string, { config }: Release): KeptConfig {
  const stored = storedEnvironment(app, env);
  const keys = new Set([...stored.keys(), ...Object.keys(config)]);
  keys.delete(revisionVariable(app, env));
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const [before, now] = [stored.get(key) ?? null, config[key] ?? null];
      return before === now ? [] : [[key, { before, now }]];
    }),
  );
}

async function give(io: Io, app: string, { scale }: Release, wanted: KeptConfig): Promise<void> {
  await changeConfig(io, app, Object.fromEntries(Object.entries(wanted).map(([key, { now }]) => [key, now])));
  const pairs = Object.entries(scale).map(([type, count]) => `${type}=${count}`);
  if (pairs.length) await trigger(io, "ps-set-scale", app, "true", "true", ...pairs);
}
