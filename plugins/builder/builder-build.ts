#!/usr/bin/env hokku
import { hook, type Io, step, trigger } from "hokku";
import { remembered } from "hokku/deploy/built";
import { keepingImage } from "hokku/deploy/kept-image";
import { allBuilders, builderNamed } from "./lib/builders.ts";
import { labelled } from "./lib/labelled.ts";

/** Has a builder in TypeScript make `dokku/<app>:latest`, and fires what belongs to that, in the words of all ages. */
export default hook("builder-build", async (io, name, app, source) => {
  const { build, begin, formerly, from = name } = (await builderNamed(name, io.env)) ?? {};
  if (!build) return;
  const image = `dokku/${app}:latest`;
  const inside = { ...io, cwd: source };
  step(io, `Building ${app} from ${from}`);
  await keepingImage(io, app, async () => {
    await begin?.(inside, app, source, image);
    if (formerly === "buildpack") await trigger(inside, "pre-build-buildstep", app);
    if (formerly === "buildpack") await trigger(inside, "pre-build-buildpack", app, source);
    if (formerly === "dockerfile") await trigger(inside, "pre-build-dockerfile", app);
    if (formerly === "lambda") await trigger(inside, "pre-build-lambda", app, source);
    if (formerly === "pack") await trigger(inside, "pre-build-pack", app, source);
    await trigger(inside, "pre-build", name, app, source);
    const before = remembered(image);
    const ports = (await build(inside, app, source, image)) ?? [];
    const now = remembered(image);
    await labelled(inside, name, app, image, now === before ? undefined : now);
    await trigger(inside, "ports-set-detected", app, ...(ports.length ? ports : ["http:80:5000"]));
    if (formerly === "buildpack") await trigger(inside, "post-build-buildstep", app);
    if (formerly === "buildpack") await trigger(inside, "post-build-buildpack", app, source);
    if (formerly === "dockerfile") await trigger(inside, "post-build-dockerfile", app);
    if (formerly === "lambda") await trigger(inside, "post-build-lambda", app, source);
    if (formerly === "pack") await trigger(inside, "post-build-pack", app, source);
    await trigger(inside, "post-build", name, app, source);
  });
});

/** Loads what builds take, while the source is unpacked. */
export const warm = async (env: Io["env"]): Promise<void> => {
  for (const { warm } of (await allBuilders(env)).values()) await warm?.();
};
