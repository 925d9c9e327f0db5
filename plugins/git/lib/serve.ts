import { Exit, type Io, trigger } from "hokku";
import { appRoot, existingApp, isApp, validAppName } from "hokku/apps";
import { run } from "hokku/run";
import { deployBranch } from "./branch.ts";
import { removeLeftovers } from "./leftovers.ts";
import { initialize, isRepository } from "./repository.ts";

/** `git push`: makes the app where that is allowed, then lets git receive. */
export async function receivePack(words: readonly string[], io: Io): Promise<number> {
  const app = repositoryNamed("git-receive-pack", words, io);
  if (!isApp(app, io.env)) await trigger(aside(io), "app-maybe-create", app);
  if (!isApp(app, io.env)) throw new Exit(20, `App ${app} does not exist; make it first: dokku apps:create ${app}`);
  await initialize(aside(io), app, deployBranch(app, io.env));
  removeLeftovers(app, io);
  const { canReceiveHere, receiveHere, receivePackWords } = await import("./receiver.ts");
  if (canReceiveHere()) return receiveHere(io, app);
  return run(io, "git", receivePackWords(app, io.env));
}

/** `git clone` and `git fetch`. Contract: `git-pre-pull` and `git-post-pull`, 0.3.3. */
export async function uploadPack(words: readonly string[], io: Io): Promise<number> {
  const app = withRepository("git-upload-pack", words, io);
  await trigger(aside(io), "git-pre-pull", app);
  const code = await run(io, "git", ["upload-pack", appRoot(app, io.env)]);
  await trigger(aside(io), "git-post-pull", app);
  return code;
}

/** `git archive --remote`. */
export function uploadArchive(words: readonly string[], io: Io): Promise<number> {
  const app = withRepository("git-upload-archive", words, io);
  return run(io, "git", ["upload-archive", appRoot(app, io.env)]);
}

function withRepository(command: string, words: readonly string[], io: Io): string {
  const app = existingApp(repositoryNamed(command, words, io), io.env);
  if (!isRepository(app, io.env)) throw new Exit(1, `${app} has no repository yet; make one: dokku git:initialize ${app}`);
  return app;
}

/** The app meant by the path of a git URL: `web`, `/web`, `~/web`, `web.git`, also within quotes. */
export function repositoryNamed(command: string, words: readonly string[], { env }: Io): string {
  const [path = "", ...more] = words;
  if (!path || more.length) throw new Exit(2, `${command} takes the name of one app, as in: git push dokku@host:app`);
  const name = path
    .replace(/^'(.*)'$/, "$1")
    .replace(/^~?\//, "")
    .replace(/\/$/, "");
  return isApp(name, env) ? name : validAppName(name.replace(/\.git$/, ""));
}

/** While git speaks its protocol on stdout, all talk goes to stderr, which the pusher sees too. */
const aside = (io: Io): Io => ({ ...io, stdin: Buffer.alloc(0), stdout: (chunk) => void process.stderr.write(chunk) });
