import { type Io, trigger } from "hokku";
import { existingApp, isApp } from "hokku/apps";
import { schedulerOf } from "hokku/deploy/deployed";
import { sayDeployed } from "hokku/deploy/say";
import { inspectImage } from "hokku/image";
import { properties } from "hokku/properties";
import { run } from "hokku/run";
import { tarFromStdin } from "./today.ts";

/** `build`, `receive`, `release` and `deploy` were steps of a push that plugins and people took one by one (0.1 to 0.4). */
export async function steps(io: Io, command: string, args: string[]): Promise<number | undefined> {
  const [app = "", tag = "latest"] = args;
  if (command === "build") return dokku(io, tarFromStdin(command)(args), { HOKKU_BUILT: existingApp(app, io.env) });
  if (command === "receive") return receive(io, app, args);
  existingApp(app, io.env);
  const built = { ...io, env: { ...io.env, HOKKU_BUILT: app } };
  return command === "release" ? release(built, app) : deploy(built, app, tag);
}

/** All the steps; the app is made by the first. */
async function receive(io: Io, app: string, args: string[]): Promise<number> {
  const words = tarFromStdin("receive")(args);
  if (!isApp(app, io.env)) await trigger({ ...io, stdin: Buffer.alloc(0) }, "app-maybe-create", app);
  return dokku(io, words);
}

/** Makes a release of what has been built, once for each image: plugins of that age restart an app by `release` and `deploy`. */
async function release(io: Io, app: string): Promise<undefined> {
  const image = await inspectImage(io, `dokku/${app}:latest`);
  await trigger(io, "builder-release", image.labels["com.dokku.builder-type"] || image.kind, app, "latest");
  properties("legacy", io.env).set(app, "released", image.id);
}

/** Starts what has been released, or first releases it. */
async function deploy(io: Io, app: string, tag: string): Promise<undefined> {
  const kept = properties("legacy", io.env);
  const released = kept.get(app, "released");
  kept.set(app, "released", "");
  if (!released || tag !== "latest" || (await inspectImage(io, `dokku/${app}:latest`)).id !== released)
    return trigger(io, "release-and-deploy", app, tag).then(() => undefined);
  const began = Date.now();
  await trigger(io, "deploy", app, tag);
  await sayDeployed(io, app, began, await schedulerOf(io, app));
}

const dokku = (io: Io, words: readonly string[], env: Record<string, string> = {}): Promise<number> =>
  run(io, "dokku", words, { env: { DOKKU_APP_NAME: "", ...env } });
