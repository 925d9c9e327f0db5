#!/usr/bin/env hokku
import { detail, hook, type Io, step, trigger } from "hokku";
import { inspectImage } from "hokku/image";
import { properties } from "hokku/properties";
import ps from "hokku/settings/ps";
import { since } from "hokku/talk";
import { remember, remembered } from "./lib/built.ts";
import { schedulerOf } from "./lib/deployed.ts";
import { deployImage } from "./lib/deployment.ts";
import { isInside } from "./lib/lock.ts";
import { whileRecorded } from "./lib/record.ts";
import { sayDeployed } from "./lib/say.ts";

/** Makes a release of an app's image and lets the scheduler run it. Contract: `release-and-deploy`, 0.22, its output too. */
export default hook("release-and-deploy", (io, app, given, source) =>
  whileRecorded(io, app, source || "deploy", async (inside) => {
    const began = Date.now();
    const tag = given || "latest";
    const builder = await builderOf(inside, app, `dokku/${app}:${tag}`);
    if (builder === undefined) return;
    step(inside, `Releasing ${app}...`);
    await trigger(inside, "builder-release", builder, app, tag);
    if (ps.of(app, "skip-deploy", inside.env) === "true") return step(inside, "Skipping deployment");
    const scheduler = await schedulerOf(inside, app);
    step(inside, `Deploying ${app} via the ${scheduler} scheduler...`);
    const starting = Date.now();
    await deployImage(inside, scheduler, app, tag);
    detail(inside, `Started in ${since(starting)}`);
    await sayDeployed(inside, app, (isInside(app, io.env) && Number(io.env.HOKKU_BEGAN)) || began, scheduler);
  }),
);

/** Which builder has made the image. Without an image there is nothing to release, which is right for the null builder only. */
async function builderOf(io: Io, app: string, image: string): Promise<string | undefined> {
  const known = remembered(image);
  if (known?.labels[LABEL]) return known.labels[LABEL];
  const asked = await inspectImage(io, image).catch((error: unknown) => {
    if (properties("builder", io.env).get(app, "detected") === "null" && /no image/.test(String(error))) return undefined;
    throw error;
  });
  if (!asked) return void detail(io, `${image} does not exist: nothing to release`);
  remember(image, asked);
  return asked.labels[LABEL] || asked.kind;
}

const LABEL = "com.dokku.builder-type";
