import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { output } from "hokku/run";

/** What a remote repository's ref names. */
export interface RemoteRef {
  /** `refs/heads/main`, or undefined for a commit's id. */
  readonly ref?: string;
  /** The branch's short name, where it is one. */
  readonly branch?: string;
}

/** Refuses what git would take for a flag or run as a program. */
export function validRemote(url: string): string {
  if (/^(https?|ssh|git|file):\/\/\S+$|^\/\S+$|^[\w.-]+(@[\w.-]+)?:\S+$/.test(url) && !/^\w*::|^-/.test(url)) return url;
  throw new Exit(1, `${JSON.stringify(url)} is no git repository's address; use https://host/path or git@host:path`);
}

/** Finds out what a name means in a remote repository; without one, what `wanted` does, and if nobody has chosen it, its HEAD. */
export async function remoteRef(io: Io, app: string, url: string, name: string | undefined, wanted: string): Promise<RemoteRef> {
  const lines = (await git(io, app, ["ls-remote", "--symref", "--", url])).split("\n");
  const has = (ref: string) => lines.some((line) => line.endsWith(`\t${ref}`));
  const asked =
    name ||
    wanted ||
    /^ref: refs\/heads\/(\S+)\tHEAD$/.exec(lines.find((line) => line.startsWith("ref: ")) ?? "")?.[1] ||
    "master";
  if (has(`refs/heads/${asked}`)) return { ref: `refs/heads/${asked}`, branch: asked };
  if (has(`refs/tags/${asked}`)) return { ref: `refs/tags/${asked}` };
  if (/^refs\/\S+$/.test(asked) && has(asked)) return { ref: asked };
  if (/^[0-9a-f]{7,64}$/.test(asked)) return {};
  throw new Exit(1, `${url} has no branch, tag or commit ${asked}`);
}

/** Fetches that into the app's repository and answers the commit. */
export async function fetchCommit(io: Io, app: string, url: string, { ref }: RemoteRef, name: string): Promise<string> {
  const refs = ref ? [`+${ref}:refs/sync/wanted`] : ["+refs/heads/*:refs/sync/heads/*", "+refs/tags/*:refs/sync/tags/*"];
  await git(io, app, ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", url, ...refs]);
  return git(io, app, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref ? "refs/sync/wanted" : name}^{commit}`,
  ]).catch(() => {
    throw new Exit(1, `${url} has no commit ${name}`);
  });
}

/** Runs git in the app's repository, with the logins of the host (`git:auth`, the deploy key) and no questions. */
export function git(io: Io, app: string, words: readonly string[]): Promise<string> {
  const { DOKKU_ROOT = "" } = io.env;
  const env = { GIT_DIR: appRoot(app, io.env), GIT_TERMINAL_PROMPT: "0", HOME: DOKKU_ROOT };
  const inside = { ...io, env: { GIT_SSH_COMMAND: "ssh -o BatchMode=yes", ...io.env } };
  return output(inside, "git", words, { env }).catch((error: unknown) => {
    throw new Exit(1, error instanceof Error ? error.message : String(error));
  });
}
