#!/usr/bin/env hokku
import { hook, trigger } from "hokku";

export default hook("builder-release", async (io, builder, app, tag) => {
  if (builder !== "herokuish") return;
  const image = `dokku/${app}:${tag}`;
  await trigger(io, "pre-release", app);
  await trigger(io, "pre-release-buildstep", app);
  await trigger(io, "pre-release-buildpack", app, tag);
  await trigger(io, "pre-release-builder", builder, app, image);
  await trigger(io, "post-release-builder", builder, app, image);
  await trigger(io, "post-release-buildpack", app, tag);
  await trigger(io, "post-release-buildstep", app);
  await trigger(io, "post-release", app);
});
