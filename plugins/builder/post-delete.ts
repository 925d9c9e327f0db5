#!/usr/bin/env hokku
import { hook } from "hokku";
import { output } from "hokku/run";

/** Removes the app's images, as far as nothing runs from them. */
export default hook("post-delete", async (io, app) => {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const list = (filter: string) => output(io, docker, ["image", "ls", "-q", "--filter", filter]).catch(() => "");
  const found = await Promise.all([list(`label=com.dokku.app-name=${app}`), list(`reference=dokku/${app}`)]);
  const images = new Set(found.flatMap((text) => text.split("\n")).filter(Boolean));
  if (images.size) await output(io, docker, ["image", "rm", "--force", ...images]).catch(() => {});
});
