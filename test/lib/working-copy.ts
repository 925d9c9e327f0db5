import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Test } from "tap";
import { checkout, type Ran, type Root, ran } from "./root.ts";

/** A developer's repository, whose remote `dokku` is an app in a throw-away root. */
export interface WorkingCopy {
  readonly path: string;
  /** What git needs to reach the root, without sshd: a stand-in for ssh that runs the forced command here. */
  readonly env: Record<string, string>;
  /** Runs git in it; what the host says comes on stderr, each line behind `remote: `. */
  readonly git: (...words: string[]) => Ran;
  /** Writes files and commits them; answers the commit. */
  readonly commit: (files?: Readonly<Record<string, string>>) => string;
}

/** Makes it, on a branch `main` unless another is named. */
export function workingCopy(t: Test, root: Root, app: string, branch = "main"): WorkingCopy {
  const path = mkdtempSync(join(tmpdir(), "hokku-work-"));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  const ssh = root.put("bin/ssh", `#!/usr/bin/env bash\nSSH_ORIGINAL_COMMAND="\${!#}" exec ${checkout}/core/dokku\n`);
  const who = { GIT_AUTHOR_NAME: "Ada", GIT_AUTHOR_EMAIL: "ada@example.com", GIT_COMMITTER_NAME: "Ada" };
  const env = { ...root.env, ...who, GIT_COMMITTER_EMAIL: "ada@example.com", GIT_SSH: ssh, GIT_SSH_VARIANT: "simple" };
  const git = (...words: string[]) => ran("git", words, { env, cwd: path });
  git("init", "--quiet", `--initial-branch=${branch}`);
  git("remote", "add", "dokku", `dokku@host:${app}`);
  const commit = (files: Readonly<Record<string, string>> = {}) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "a commit");
    return git("rev-parse", "HEAD").out.trim();
  };
  return { path, env, git, commit };
}
