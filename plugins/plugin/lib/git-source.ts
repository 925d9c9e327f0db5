import { join } from "node:path";
import type { Io } from "hokku";
import { output } from "hokku/run";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Where a plugin's code came from, as far as git knows. */
export interface GitSource {
  readonly source_url: string;
  readonly committish: string;
  readonly branch: string;
}

/** Asks git about a plugin's folder; empty words where it did not come by git. */
export async function gitSource(io: Io, folder: string | undefined): Promise<GitSource> {
  if (!folder || !existsSync(join(folder, ".git"))) return { source_url: "", committish: "", branch: "" };
  const git = (...words: string[]) => output(io, "git", ["-c", "safe.directory=*", "-C", folder, ...words]).catch(() => "");
  const branch = await git("rev-parse", "--abbrev-ref", "HEAD");
  return {
    source_url: await git("remote", "get-url", "origin"),
    committish: await git("rev-parse", "HEAD"),
    branch: branch === "HEAD" ? "" : branch,
  };
}
