import { setTimeout as pause } from "node:timers/promises";
import { detail, Exit, type Io, step, trouble } from "hokku";
import { exclusively } from "hokku/exclusive";
import { properties } from "hokku/properties";
import { mustRun, output, run } from "hokku/run";
import { dockerEnvironment } from "./credentials.ts";
import { isPushed, lastTag, repository, serverPrefix } from "./names.ts";
import registry from "./settings.ts";

/** Pauses between tries of a push, in ms: networks hiccup, and a registry that is down stays down. */
const PAUSES = [1000, 4000];

/** Everything a release is called in its registry. */
export interface Names {
  /** Names for this host, not pushed. */
  readonly local: readonly string[];
  /** Pushed and then forgotten here. */
  readonly extra: readonly string[];
  readonly release: string;
}

/** Names of a release. The numbered one is pushed last: once it is there, so is everything. */
export function namesOf(server: string, repo: string, tag: number, extraTags: string): Names {
  const release = `${server}${repo}:${tag}`;
  const extra = extraTags
    .split(",")
    .filter(Boolean)
    .map((name) => `${server}${repo}:${name}`);
  return { local: server ? [`${repo}:${tag}`] : [], extra, release };
}

/**
 * Gives an app's image the name its registry settings ask for, and pushes it where they say so. The number of the release
 * is kept only after the push: until then a restart runs what it ran before.
 */
export async function release(io: Io, app: string, image: string): Promise<void> {
  const tag = image.slice(image.lastIndexOf(":") + 1);
  const repo = repository(io.env, app);
  if (repo !== `dokku/${app}`) await docker(io, app, ["image", "tag", image, `${repo}:${tag}`]);
  if (!isPushed(io.env, app)) return;
  step(io, "Pushing image to registry");
  const number = lastTag(io.env, app) + 1;
  const names = namesOf(serverPrefix(io.env, app), repo, number, registry.of(app, "push-extra-tags", io.env));
  detail(io, `Tagging ${repo}:${number} in registry format`);
  for (const name of [...names.local, names.release, ...names.extra]) await docker(io, app, ["image", "tag", image, name]);
  try {
    for (const name of [...names.extra, names.release]) await push(io, app, name);
  } finally {
    for (const name of names.extra.filter((extra) => extra !== image)) await forget(io, name);
  }
  await exclusively(io, "registry", app, () => properties("registry", io.env).set(app, "tag-version", String(number)));
  detail(io, `Image ${names.release} pushed`);
}

/** Gives the image an app has now its new name too, so that it can be restarted before it is released again. */
export async function keepRunnable(io: Io, app: string): Promise<void> {
  const repo = repository(io.env, app);
  if (app === "--global" || repo === `dokku/${app}`) return;
  const missing = await output(io, bin(io), ["image", "inspect", "--format", "{{.Id}}", `dokku/${app}:latest`]).then(
    () => false,
    () => true,
  );
  if (!missing) await docker(io, app, ["image", "tag", `dokku/${app}:latest`, `${repo}:latest`]);
}

async function push(io: Io, app: string, name: string): Promise<void> {
  detail(io, `Pushing ${name}`);
  const once = () => run(io, bin(io), ["image", "push", name], { input: "", env: dockerEnvironment(io.env, app) });
  for (const wait of PAUSES) {
    if ((await once()) === 0) return;
    trouble(`Pushing ${name} failed; trying again in ${wait / 1000} s`);
    await pause(wait);
  }
  if ((await once()) === 0) return;
  throw new Exit(
    1,
    `unable to push image ${name} after ${PAUSES.length + 1} tries; are the credentials right? see: dokku registry:login --help`,
  );
}

/** An extra tag left behind costs a name, no space: a release does not fail for it. */
async function forget(io: Io, name: string): Promise<void> {
  const code = await run({ ...io, stdout: () => {} }, bin(io), ["image", "rm", "--no-prune", name], { input: "" });
  if (code !== 0) trouble(`Unable to untag ${name}`);
}

const docker = (io: Io, app: string, words: string[]): Promise<void> =>
  mustRun(io, bin(io), words, `unable to tag the image of ${app}: docker ${words.join(" ")}`, { input: "" });

const bin = ({ env }: Io): string => env.DOCKER_BIN ?? "docker";
