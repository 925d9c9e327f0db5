#!/usr/bin/env hokku
import { hook, trigger } from "hokku";
import { remembered } from "hokku/deploy/built";
import { builderNamed } from "./lib/builders.ts";
import { labelled } from "./lib/labelled.ts";

/** Makes what was built a release, also where somebody else has built it, and fires what belongs to that, in the words of all ages. */
export default hook("builder-release", async (io, name, app, tag) => {
  const { build, formerly } = (await builderNamed(name, io.env)) ?? {};
  if (!build) return;
  const image = `dokku/${app}:${tag}`;
  await trigger(io, "pre-release", app);
  if (formerly === "buildpack") await trigger(io, "pre-release-buildstep", app);
  if (formerly === "buildpack") await trigger(io, "pre-release-buildpack", app, tag);
  if (formerly === "dockerfile") await trigger(io, "pre-release-dockerfile", app, tag);
  if (formerly === "lambda") await trigger(io, "pre-release-lambda", app, tag);
  if (formerly === "pack") await trigger(io, "pre-release-pack", app, tag);
  await trigger(io, "pre-release-builder", name, app, image);
  await labelled(io, name, app, image, remembered(image));
  await trigger(io, "post-release-builder", name, app, image);
  if (formerly === "buildpack") await trigger(io, "post-release-buildpack", app, tag);
  if (formerly === "buildpack") await trigger(io, "post-release-buildstep", app);
  if (formerly === "dockerfile") await trigger(io, "post-release-dockerfile", app, tag);
  await trigger(io, "post-release", app);
});
