import { Exit, type Io } from "hokku";
import { output } from "hokku/run";
import { isTerminal } from "hokku/terminal";

/** How long git may talk with another machine, in seconds; `HOKKU_PLUGIN_PATIENCE` says otherwise. */
const PATIENCE = "600";

/**
 * Runs git in a plugin's folder, which belongs to the user who owns the apps while we are root: git asks to be told that this is meant. What the
 * plugin's code may have written into git's settings and hooks is not run.
 */
export const git = (io: Io, folder: string, ...words: string[]): Promise<string> => output(io, "git", own(folder, words));

const own = (folder: string, words: readonly string[]): string[] => {
  const settings = ["safe.directory=*", "core.hooksPath=/dev/null", "core.fsmonitor=false"];
  return [...settings.flatMap((setting) => ["-c", setting]), "-C", folder, ...words];
};

/** The same where git asks another machine, which may never answer. */
export async function pull(io: Io, folder: string, ...words: string[]): Promise<void> {
  const [file, all] = bounded(io, own(folder, words));
  await output(io, file, all).catch((error: unknown) => {
    throw error instanceof Exit && [124, 137].includes(error.code) ? new Exit(1, unanswered(io)) : error;
  });
}

/** A program and its words that run git for so long and no longer. On a terminal git may ask for a password. */
export function bounded(io: Io, words: readonly string[]): [string, string[]] {
  const foreground = isTerminal(io) ? ["--foreground"] : [];
  return ["timeout", [...foreground, "--kill-after=5", seconds(io), "git", ...words]];
}

export const unanswered = (io: Io): string =>
  `git was not done within ${seconds(io)} seconds: the address, or one of its submodules, does not answer`;

const seconds = ({ env }: Io): string =>
  /^\d+$/.test(env.HOKKU_PLUGIN_PATIENCE ?? "") ? (env.HOKKU_PLUGIN_PATIENCE ?? "") : PATIENCE;
