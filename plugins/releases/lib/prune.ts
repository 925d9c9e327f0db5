import { spawn } from "node:child_process";
import type { Io } from "hokku";
import { output } from "hokku/run";
import { closeRecord, imageOf, type Release, releases } from "./records.ts";
import settings from "./settings.ts";

/** Releases whose image is beyond the number to keep; never what is live. */
export function beyond(all: readonly Release[], retention: number): Release[] {
  const kept = new Set<string>();
  for (const { image, pruned } of all) if (!pruned && kept.size < retention) kept.add(image);
  return all.filter(({ image, pruned }) => !pruned && !kept.has(image));
}

/** Lets go of what is beyond the retention. For a push, a program that outlives it removes the images. */
export async function prune(io: Io, app: string, { wait = false } = {}): Promise<number[]> {
  const old = beyond(releases(app, io.env), Number(settings.of(app, "retention", io.env)));
  if (!old.length) return [];
  const docker = io.env.DOCKER_BIN ?? "docker";
  const words = ["image", "rm", ...old.map(({ version }) => imageOf(app, version))];
  // What a container still runs keeps its image; `cleanup` removes that later.
  if (wait) await output(io, docker, words).catch(() => {});
  else
    spawn(docker, words, { cwd: "/", env: io.env, detached: true, stdio: "ignore" })
      .on("error", () => {})
      .unref();
  for (const release of old) closeRecord(app, release, io.env);
  return old.map(({ version }) => version);
}
