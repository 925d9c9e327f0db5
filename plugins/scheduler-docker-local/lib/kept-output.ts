import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Io, trouble } from "hokku";
import { isApp } from "hokku/apps";
import { readText } from "hokku/files";
import { startOf } from "hokku/lock";
import logs from "hokku/settings/logs";
import { ended } from "./attached.ts";
import { dockerBin } from "./docker.ts";
import { inspectThose } from "./inspect-those.ts";
import { past, releaseOf } from "./past.ts";
import type { Place } from "./state.ts";

const { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } =
  process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** Most MB that are kept of a container: of one that has printed more, the last. */
const MOST_MB = 50;

/** What is kept of a container that is gone. */
export interface Kept extends Place {
  readonly version: number;
  /** The first 12 digits of the container's id. */
  readonly id: string;
  readonly path: string;
}

const root = ({ DOKKU_LIB_ROOT = "" }: Env): string => join(DOKKU_LIB_ROOT, "data", "logs");

/** Where an app's kept output lies, a file for each container: `v12.web.1.0123456789ab.log`. */
export const folder = (app: string, env: Env): string => join(root(env), app);

/** All that is kept of an app, the oldest release first. */
export function keptOutput(app: string, env: Env): Kept[] {
  const names = existsSync(folder(app, env)) ? readdirSync(folder(app, env)) : [];
  const all = names.flatMap((name) => {
    const [, version, type, index, id] = /^v(\d+)\.([\w-]+)\.(\d+)\.([0-9a-f]{12})\.log$/.exec(name) ?? [];
    const path = join(folder(app, env), name);
    return type && id ? [{ version: Number(version), type, index: Number(index), id, path }] : [];
  });
  return all.sort((a, b) => a.version - b.version || (a.path < b.path ? -1 : 1));
}

/**
 * Saves what containers have printed before they are removed, as that of `app`. Where nothing is to be kept it is not even asked which. What cannot
 * be saved is said, and keeps no container.
 */
export async function keepOutput(io: Io, app: string, which: () => readonly string[] | Promise<string[]>): Promise<void> {
  if (!logs.of(app, "keep", io.env) || !isApp(app, io.env)) return;
  const ids = await which();
  if (!ids.length) return;
  const all = past(app, io.env);
  for (const { id, place, created, kind } of await inspectThose(io, ids)) {
    if (kind !== "deploy" || !/^[\w-]+\.\d+$/.test(place)) continue;
    const name = `v${releaseOf(id, created, all)}.${place}.${id.slice(0, 12)}.log`;
    await save(io, id, folder(app, io.env), name).catch((error: unknown) =>
      trouble(`What ${place} of ${app} has printed is not kept: ${error instanceof Error ? error.message : error}`),
    );
  }
}

/** Twice where it is too much: the first time tells how much it is in all. */
async function save(io: Io, id: string, into: string, name: string): Promise<void> {
  mkdirSync(into, { recursive: true, mode: 0o750 });
  const draft = join(into, `.${name}.${process.pid}`);
  try {
    const most = MOST_MB * 1024 * 1024;
    const size = await print(io, id, draft, 0, most);
    if (size > most) await print(io, id, draft, size - most, most);
    if (size) renameSync(draft, join(into, name));
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Writes what a container has printed into a file, chunk by chunk, `most` bytes at most, without its first `skipped` bytes and the line they end
 * in. Answers how many bytes there are in all.
 */
async function print(io: Io, id: string, path: string, skipped: number, most: number): Promise<number> {
  // The client has two pipes, and only one of them keeps the order.
  const words = ["-c", 'exec "$@" 2>&1', "logs", dockerBin(io), "container", "logs", "--timestamps", id];
  const child = spawn("/bin/sh", words, { cwd: "/", env: io.env, stdio: ["ignore", "pipe", "inherit"] });
  const end = ended(child);
  const file = openSync(path, "w", 0o640);
  let [size, written, begun] = [0, 0, skipped === 0];
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      let part = chunk.subarray(Math.max(0, skipped - size));
      size += chunk.length;
      if (!begun && part.length) {
        const line = part.indexOf(10);
        part = line < 0 ? part.subarray(part.length) : part.subarray(line + 1);
        begun = line >= 0;
        if (begun) writeFileSync(file, `${part.toString("latin1", 0, 35).split(" ")[0]} ${CUT}\n`);
      }
      if (written < most) writeFileSync(file, part);
      written += part.length;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  const code = await end;
  if (code) throw new Error((size < 4096 && readText(path)?.trim().split("\n").at(-1)) || `docker ended with exit code ${code}`);
  return size;
}

const CUT = `[What was printed before is not kept: of a container it is the last ${MOST_MB} MB.]`;

/** Removes what is older than an app, or each of them, is to keep, and what was begun by who is gone. */
export function dropOutdated(env: Env, only: string): void {
  const names = only ? [only] : existsSync(root(env)) ? readdirSync(root(env)) : [];
  for (const app of names) {
    try {
      if (isApp(app, env) && existsSync(folder(app, env))) dropOf(app, env);
    } catch (error) {
      trouble(`What was kept of ${app} for long enough is there still: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function dropOf(app: string, env: Env): void {
  const oldest = Date.now() - milliseconds(logs.of(app, "keep", env));
  for (const { path } of keptOutput(app, env)) if (ageOf(path) < oldest) rmSync(path, { force: true });
  for (const name of readdirSync(folder(app, env))) {
    const [, pid] = /^\.v\d+\..*\.log\.(\d+)$/.exec(name) ?? [];
    if (pid && startOf(Number(pid)) === "gone") rmSync(join(folder(app, env), name), { force: true });
  }
}

/** When a file was written, in ms since 1970; one that another has removed meanwhile has no age. */
const ageOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** `7d` in milliseconds; nothing is 0. */
export function milliseconds(keep: string): number {
  const [, count = "0", unit = "h"] = /^(\d+)([hdw])$/.exec(keep) ?? [];
  return Number(count) * { h: 1, d: 24, w: 7 * 24 }[unit as "h" | "d" | "w"] * 3_600_000;
}
