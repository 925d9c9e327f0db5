import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText, replaceFile } from "hokku/files";
import { output } from "hokku/run";

const { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } = process.getBuiltinModule("node:fs");

/** Whether the app's folder is a git repository. */
export function isRepository(app: string, env: Io["env"]): boolean {
  return ["objects", "refs", "HEAD"].every((name) => statSync(join(appRoot(app, env), name), { throwIfNoEntry: false }));
}

/**
 * Makes the app's folder a bare repository whose pushes deploy. Safe to repeat, to do twice at once, and to be killed in:
 * HEAD, which makes it a repository, comes last. A hook that somebody else has written is left alone unless `anew`.
 */
export async function initialize(io: Io, app: string, branch: string, { anew = false } = {}): Promise<void> {
  const root = appRoot(app, io.env);
  if (!isRepository(app, io.env)) await makeRepository(io, root, branch);
  const hook = join(root, "hooks", "pre-receive");
  const text = hookText(app, io.env);
  const found = readText(hook);
  if (found === text) return;
  if (!found || anew || found.includes(MARK)) replaceFile(hook, text, 0o755);
}

async function makeRepository(io: Io, root: string, branch: string): Promise<void> {
  const draft = mkdtempSync(join(root, ".repository."));
  try {
    await output(io, "git", ["init", "--quiet", "--bare", "--template=", `--initial-branch=${branch}`, draft], {
      env: { GIT_DIR: draft },
    });
    mkdirSync(join(draft, "info"), { recursive: true });
    const names = readdirSync(draft).sort((a, b) => Number(a === "HEAD") - Number(b === "HEAD"));
    for (const name of names)
      if (!statSync(join(root, name), { throwIfNoEntry: false })) adopt(join(draft, name), join(root, name));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Somebody else who makes the same repository at the same moment has made the same files. */
function adopt(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!statSync(to, { throwIfNoEntry: false })) throw error;
  }
}

const MARK = "# Written by Hokku:";

function hookText(app: string, { DOKKU_ROOT = "" }: Io["env"]): string {
  return `#!/usr/bin/env bash
${MARK} a push to this repository deploys ${app}. \`dokku git:initialize ${app}\` writes it anew.
set -eo pipefail
export DOKKU_ROOT='${DOKKU_ROOT.replaceAll("'", "'\\''")}'
if [[ -x \${HOKKU_PATH:-}/hooks/pre-receive ]]; then source "$HOKKU_PATH/hooks/pre-receive" "${app}"; fi
exec dokku git-hook "${app}"
`;
}
