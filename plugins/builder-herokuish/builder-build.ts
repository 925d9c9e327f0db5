#!/usr/bin/env hokku
import { hook, trigger } from "hokku";
import { buildImage, sourceImage } from "./lib/build.ts";
import { keepingLast } from "./lib/last-image.ts";
import { stackImage } from "./lib/stack.ts";

export default hook("builder-build", async (io, builder, app, source) => {
  if (builder !== "herokuish") return;
  const stack = await stackImage(io, app, source);
  await keepingLast(io, app, async () => {
    await sourceImage(io, app, source, stack);
    await trigger(io, "pre-build-buildstep", app);
    await trigger(io, "pre-build-buildpack", app, source);
    await trigger(io, "pre-build", builder, app, source);
    await buildImage(io, app);
    await trigger(io, "ports-set-detected", app, "http:80:5000");
    await trigger(io, "post-build-buildstep", app);
    await trigger(io, "post-build-buildpack", app, source);
    await trigger(io, "post-build", builder, app, source);
  });
});
