import { join } from "node:path";
import { detail, Exit, type Io, step, trigger } from "hokku";
import { properties } from "hokku/properties";
import { registryEnvironment } from "hokku/registry-environment";
import { output, run } from "hokku/run";
import type { Author } from "./author.ts";
import { withScratch } from "./scratch.ts";

const { cpSync, statSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** Refuses what cannot be the name of an image; it becomes a line of a Dockerfile. */
export function validImage(image: string): string {
  if (/^[A-Za-z0-9][\w.\-/:@]*$/.test(image)) return image;
  throw new Exit(1, `${JSON.stringify(image)} is no image; name one as registry.example.com/name:tag`);
}

/** Deploys an image, with the files of `buildDir` beside it where the image's ONBUILD steps want some. */
export async function deployFromImage(io: Io, app: string, image: string, buildDir: string, author: Author): Promise<void> {
  validImage(image);
  step(io, "Generating build context");
  await withScratch(io, app, async (folder) => {
    if (buildDir) copyContext(io, buildDir, folder);
    const label = `LABEL com.dokku.docker-image-labeler/alternate-tags=[\\"${image}\\"]`;
    writeFileSync(join(folder, "Dockerfile"), `FROM ${image}\n${label}\n`, { flag: "a" });
    await pull(io, app, image);
    const git = properties("git", io.env);
    const before = git.get(app, "source-image");
    git.set(app, "source-image", image);
    try {
      await trigger(io, "git-from-directory", app, folder, author.name ?? "", author.email ?? "");
    } catch (error) {
      git.set(app, "source-image", before);
      throw error;
    }
  });
}

function copyContext(io: Io, from: string, to: string): void {
  if (!statSync(from, { throwIfNoEntry: false })?.isDirectory())
    throw new Exit(1, `--build-dir ${from} is no folder on this host`);
  detail(io, "Syncing build directory context");
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

async function pull(io: Io, app: string, image: string): Promise<void> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const isForced = io.env.DOKKU_APPS_FORCE_DELETE === "1";
  if (!isForced && (await output(io, docker, ["image", "ls", "-q", image]))) {
    return step(io, "Image exists on host, skipping pull");
  }
  step(io, isForced ? "Force pulling image" : "Pulling image");
  const code = await run(io, docker, ["image", "pull", image], { input: "", env: registryEnvironment(app, io.env) });
  if (code !== 0) throw new Exit(1, `Failed to pull image: ${image}`);
}
