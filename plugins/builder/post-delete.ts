#!/usr/bin/env hokku
import { hook } from "hokku";
import { output } from "hokku/run";

/** Removes the app's images, as far as nothing runs from them. Those that were its own by another name are now another app's. */
export default hook("post-delete", async (io, app) => {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const format = "--format={{.ID}} {{.Repository}} {{.Tag}}";
  const list = (filter: string) => output(io, docker, ["image", "ls", format, "--filter", filter]).catch(() => "");
  const found = await Promise.all([list(`label=com.dokku.app-name=${app}`), list(`reference=dokku/${app}`)]);
  const images = new Set(found.flatMap((text) => text.split("\n")).flatMap((line) => (line ? nameOf(line, app) : [])));
  if (images.size) await output(io, docker, ["image", "rm", "--force", ...images]).catch(() => {});
});

function nameOf(line: string, app: string): string[] {
  const [id = "", repository = "", tag = ""] = line.split(" ");
  if (tag === "<none>" || !tag) return [id];
  const isOthers = repository.startsWith("dokku/") && repository !== `dokku/${app}`;
  return isOthers ? [] : [`${repository}:${tag}`];
}
