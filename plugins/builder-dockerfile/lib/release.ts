import { type Io, trigger } from "hokku";
import { remembered } from "hokku/built";
import { inspectImage } from "hokku/image";
import { mustRun } from "hokku/run";
import { labels, STAGE } from "./labels.ts";

/** Fires what belongs to a release, in the words of all ages, and labels an image that somebody else has built. */
export async function release(io: Io, app: string, tag: string): Promise<void> {
  const image = `dokku/${app}:${tag}`;
  await trigger(io, "pre-release", app);
  await trigger(io, "pre-release-dockerfile", app, tag);
  await trigger(io, "pre-release-builder", "dockerfile", app, image);
  const found = remembered(image) ?? (await inspectImage(io, image));
  if (found.labels["com.dokku.app-name"] !== app || found.labels[STAGE] !== "release") await label(io, app, image);
  await trigger(io, "post-release-builder", "dockerfile", app, image);
  await trigger(io, "post-release-dockerfile", app, tag);
  await trigger(io, "post-release", app);
}

async function label(io: Io, app: string, image: string): Promise<void> {
  const words = Object.entries(labels(app)).map(([key, value]) => `--label=${key}${value && `=${value}`}`);
  await mustRun(
    { ...io, stdout: () => {} },
    io.env.DOCKER_BIN ?? "docker",
    ["image", "build", "--quiet", ...words, `--tag=${image}`, "-"],
    `${image} could not be labelled`,
    { input: `FROM ${image}\n` },
  );
}
