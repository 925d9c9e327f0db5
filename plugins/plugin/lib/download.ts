import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Exit, type Io } from "hokku";
import { run } from "hokku/run";
import { bounded, unanswered } from "./git.ts";
import type { Source } from "./source.ts";

const { cpSync, createWriteStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } = process.getBuiltinModule("node:fs");

/** Puts a plugin's files into a folder that does not exist yet. */
export async function download(io: Io, { kind, from }: Source, folder: string, committish?: string): Promise<void> {
  if (kind === "folder") return cpSync(from, folder, { recursive: true, verbatimSymlinks: true });
  if (kind === "archive") return unpack(io, from, folder);
  const failure = `${from} could not be cloned; the words of git are above`;
  await succeed(io, "git", ["clone", "--quiet", "--recursive", "--", from, folder], failure);
  if (!committish) return;
  const gone = `${from} has no ${committish}; nothing was installed`;
  await succeed(io, "git", ["-C", folder, "checkout", "--quiet", committish, "--"], gone);
  await succeed(io, "git", ["-C", folder, "submodule", "--quiet", "update", "--init", "--recursive"], failure);
}

/** What git and tar end with when they fail means something else here. */
async function succeed(io: Io, file: string, words: string[], failure: string): Promise<void> {
  const [program, all] = file === "git" ? bounded(io, words) : [file, words];
  const code = await run(io, program, all);
  if ([124, 137].includes(code)) throw new Exit(1, unanswered(io));
  if (code !== 0) throw new Exit(1, failure);
}

/** Unpacks an archive, without the one folder that most have around everything. */
async function unpack(io: Io, from: string, folder: string): Promise<void> {
  mkdirSync(folder);
  const archive = from.startsWith("/") ? from : await fetched(from, `${folder}.tar.gz`);
  const inside = `${folder}.inside`;
  try {
    mkdirSync(inside);
    const words = ["-xzf", archive, "-C", inside, "--no-same-owner"];
    await succeed(io, "tar", words, `${from} could not be unpacked; nothing was installed`);
    const [only, ...more] = readdirSync(inside);
    const wrapped = only && !more.length && statSync(join(inside, only)).isDirectory();
    rmSync(folder, { recursive: true });
    renameSync(wrapped ? join(inside, only) : inside, folder);
  } finally {
    rmSync(inside, { recursive: true, force: true });
    if (archive !== from) rmSync(archive, { force: true });
  }
}

async function fetched(url: string, file: string): Promise<string> {
  try {
    const { body, ok, status } = await fetch(url, { signal: AbortSignal.timeout(10 * 60_000) });
    if (!ok || !body) throw new Error(`it answered ${status}`);
    await pipeline(Readable.from(body), createWriteStream(file));
    return file;
  } catch (error) {
    rmSync(file, { force: true });
    const why = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Exit(1, `${url} could not be downloaded: ${why instanceof Error ? why.message : why}`);
  }
}
