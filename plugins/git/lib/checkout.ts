import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { output } from "hokku/run";
import { deployBranch } from "./branch.ts";

const { readdirSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * Makes a laid out source tree a checkout of its own, with all history, and fetches its submodules. The commit is still in
 * git's quarantine during a push, where no clone would find it, so it travels as a pack. `keeps`: the git folders stay.
 */
export async function makeCheckout(io: Io, app: string, revision: string, source: string, keeps: boolean): Promise<void> {
  const { GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES, ...env } = io.env;
  const own: Io = {
    ...io,
    env: { ...env, GIT_DIR: join(source, ".git"), GIT_WORK_TREE: source, GIT_TERMINAL_PROMPT: "0" },
    cwd: source,
  };
  const branch = deployBranch(app, io.env);
  const commit = await output(io, "git", ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`], {
    env: { GIT_DIR: appRoot(app, io.env) },
  });
  await output(own, "git", ["init", "--quiet", ...(keeps ? [] : ["--template="]), `--initial-branch=${branch}`]);
  const pack = join(source, ".git", "objects", "pack", "pack");
  await output(io, "git", ["pack-objects", "--quiet", "--revs", pack], {
    env: { GIT_DIR: appRoot(app, io.env) },
    input: `${commit}\n`,
  });
  await output(own, "git", ["update-ref", `refs/heads/${branch}`, commit]);
  await output(own, "git", ["read-tree", "HEAD"]); // a reset would leave an ORIG_HEAD
  await output(own, "git", ["submodule", "--quiet", "sync", "--recursive"]);
  await output(own, "git", ["submodule", "--quiet", "update", "--init", "--recursive"]);
  if (!keeps) removeGitFolders(source);
}

function removeGitFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name === ".git") rmSync(path, { recursive: true, force: true });
    else if (entry.isDirectory()) removeGitFolders(path);
  }
}
