#!/usr/bin/env hokku
import { hook, type Io, trouble } from "hokku";
import { moveFolder } from "hokku/files";
import { output } from "hokku/run";
import { folder } from "./lib/records.ts";

const { existsSync, rmSync } = process.getBuiltinModule("node:fs");

/** Its past goes with an app, and not to a copy of it. */
export default hook("post-app-rename-setup", async (io, from, to) => {
  await nameImages(io, from, to);
  if (!existsSync(folder(from, io.env))) return;
  rmSync(folder(to, io.env), { recursive: true, force: true });
  moveFolder(folder(from, io.env), folder(to, io.env));
});

/** Gives the images that releases have kept the app's new name as well; the old one goes with the old app. */
async function nameImages(io: Io, from: string, to: string): Promise<void> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const words = ["image", "ls", "--format={{.Tag}}", `--filter=reference=dokku/${from}:v*`];
  const tags = await output(io, docker, words).catch(() => "");
  for (const tag of tags.split("\n").filter((one) => /^v\d+$/.test(one)))
    await output(io, docker, ["image", "tag", `dokku/${from}:${tag}`, `dokku/${to}:${tag}`]).catch((error: unknown) =>
      trouble(`There is no quick way back to ${tag} of ${to}: ${error instanceof Error ? error.message : error}`),
    );
}
