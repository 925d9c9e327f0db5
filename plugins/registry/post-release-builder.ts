#!/usr/bin/env hokku
import { hook } from "hokku";
import { isPushed, repository } from "./lib/names.ts";

export default hook("post-release-builder", async (io, _builder, app, image) => {
  if (repository(io.env, app) === `dokku/${app}` && !isPushed(io.env, app)) return;
  const { release } = await import("./lib/push.ts");
  await release(io, app, image);
});
