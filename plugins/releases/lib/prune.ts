import { spawn } from "node:child_process";
import type { Io } from "hokku";
import { output } from "hokku/run";
import { closeRecord, imageOf, type Release, releases } from "./records.ts";
import settings from "./settings.ts";

/** How many of those that were let go of last are tried once more. */
const LAST = 5;

/** Releases whose image is beyond the number to keep; never what is live. */
export function beyond(all: readonly Release[], retention: number): Release[] {
  const kept = new Set<string>();
  for (const { image, pruned } of all) if (!pruned && kept.size < retention) kept.add(image);
  return all.filter(({ image, pruned }) => !pruned && !kept.has(image));
}

/**
 * Lets go of what is beyond the retention. For a push, a program that outlives it removes the images; as that may have been killed, those of
 * the last time are in its words once more.
 */
export async function prune(io: Io, app: string, { wait = false } = {}): Promise<number[]> {
  const all = releases(app, io.env);
  const old = beyond(all, Number(settings.of(app, "retention", io.env)));
  if (!old.length) return [];
  const docker = io.env.DOCKER_BIN ?? "docker";
  const before = all.filter(({ pruned }) => pruned).slice(0, LAST);
  const words = ["image", "rm", ...[...old, ...before].map(({ version }) => imageOf(app, version))];
  // What a container still runs keeps its image; `cleanup` removes that later.
  if (wait) await output(io, docker, words).catch(() => {});
  else
    spawn(docker, words, { cwd: "/", env: io.env, detached: true, stdio: "ignore" })
      .on("error", () => {})
      .unref();
  for (const release of old) closeRecord(app, release, io.env);
  return old.map(({ version }) => version);
}
