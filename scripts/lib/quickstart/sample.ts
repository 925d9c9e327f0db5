import { spawn } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Place } from "./place.ts";
import { dokku, output } from "./programs.ts";
import { detail, during, say } from "./talk.ts";

const git = (at: Place, ...args: string[]): Promise<string> => output("git", args, at.sample);

/** Puts a copy of the sample app, as a git repository with a remote `dokku`, where it can be played with. Answers the app's name. */
export async function makeSample(at: Place, wanted: string): Promise<string> {
  if (!existsSync(join(at.sample, ".git"))) {
    say(`Copying the sample app to ${at.sample}`);
    cpSync(join(import.meta.dirname, "..", "..", "sample-app"), at.sample, { recursive: true });
    await git(at, "init", "--quiet");
    await git(at, "symbolic-ref", "HEAD", "refs/heads/main");
    await git(at, "config", "user.name", "Quickstart");
    await git(at, "config", "user.email", "quickstart@localhost");
    await git(at, "config", "commit.gpgSign", "false");
    await commit(at, "Sample app");
    await git(at, "remote", "add", "dokku", `hokku:${await freeName(wanted)}`);
  }
  await git(at, "config", "core.sshCommand", `ssh -F '${at.sshConfig.replaceAll("'", "'\\''")}'`);
  return (await git(at, "remote", "get-url", "dokku")).replace(/^hokku:/, "");
}

/** Commits all there is. */
export async function commit(at: Place, message: string): Promise<void> {
  await git(at, "add", "--all");
  await git(at, "commit", "--quiet", "--message", message);
}

/** Pushes the way a user does, with what the server says as it comes. */
export async function push(at: Place): Promise<void> {
  await during("git push dokku main", async () => {
    const child = spawn("git", ["push", "dokku", "main"], {
      cwd: at.sample,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 15 * 60_000,
    });
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", (line) => detail(line.trimEnd()));
    const code = await new Promise((resolve) => child.once("close", resolve).once("error", resolve));
    if (code !== 0) throw new Error(`git push did not succeed; its words are above, the server's log is ${at.root}/logs`);
  });
}

/**
 * The app's address and what it answers there, within half a minute. Each question opens a connection of its own: one that is kept alive
 * leads to the container it was opened to, which is the old one after a deploy.
 */
export async function ask(at: Place, app: string): Promise<{ url: string; page: string }> {
  const url = await dokku(at, "url", app);
  let trouble: unknown;
  for (const until = Date.now() + 30_000; Date.now() < until; await new Promise((go) => setTimeout(go, 300))) {
    try {
      const response = await fetch(url, { headers: { connection: "close" }, signal: AbortSignal.timeout(5000) });
      if (response.ok) return { url, page: await response.text() };
      trouble = response.status;
    } catch (error) {
      trouble = error instanceof Error ? (error.cause ?? error.message) : error;
    }
  }
  throw new Error(`${url} does not answer: ${trouble}; see: ${at.dokku} logs ${app}`);
}

/** Containers have their app's name on the whole host: one that another root uses is left to it. */
async function freeName(wanted: string): Promise<string> {
  for (const name of [wanted, ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${wanted}-${number}`)]) {
    if (!(await output("docker", ["ps", "--all", "--quiet", "--filter", `label=com.dokku.app-name=${name}`]))) return name;
  }
  throw new Error(`apps called ${wanted} to ${wanted}-9 run on this host already; remove one of them`);
}
