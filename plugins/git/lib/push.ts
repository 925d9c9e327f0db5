import { detail, Exit, type Io, step, trigger } from "hokku";
import { existingApp } from "hokku/apps";
import { listeners } from "hokku/listeners";
import { chosenBranch, commitOf, deployBranch, setDeployBranch } from "./branch.ts";
import { asItWas, asPushed } from "./outdated.ts";

const { readFileSync } = process.getBuiltinModule("node:fs");

/** One line of what git tells a pre-receive hook. */
interface Pushed {
  /** What the ref was when the pusher looked. */
  readonly before: string;
  readonly revision: string;
  readonly ref: string;
}

/**
 * `git-hook <app>`: decides what a push means. The deploy branch is deployed, all else is kept and said how to deploy;
 * whatever throws makes git refuse the whole push. Contract: Dokku's git-hook; a fresh app's first branch is its deploy branch.
 */
export async function receivePush([name = "", ...more]: readonly string[], io: Io): Promise<number> {
  if (!name || more.length) throw new Exit(2, "git-hook takes the name of one app; git's pre-receive hook calls it");
  const app = existingApp(name, io.env);
  const pushed = parse(stdinOf(io));
  const inside = { ...io, stdin: Buffer.alloc(0) };
  const first = firstBranch(app, pushed, io);
  if (first) adopt(inside, app, first);
  try {
    await receiveAll(inside, app, pushed);
  } catch (error) {
    if (first) setDeployBranch(app, "", io.env);
    throw error;
  }
  return 0;
}

async function receiveAll(io: Io, app: string, pushed: readonly Pushed[]): Promise<void> {
  const branch = deployBranch(app, io.env);
  const deploys = ({ ref }: Pushed) => ref === `refs/heads/${branch}` || ref === `refs/tags/${branch}`;
  const [deployed, ...doubled] = pushed.filter(deploys);
  if (doubled.length)
    throw new Exit(1, `There is a branch and a tag called ${branch}; push one of them: git push dokku refs/heads/${branch}`);
  if (deployed && isGone(deployed)) throw new Exit(1, keptBranch(app, branch));
  for (const other of pushed) if (!deploys(other)) await receiveOther(io, app, other, branch);
  if (!deployed) return;
  detail(io, `Ctrl-C leaves this running; to stop it: dokku builds:cancel ${app}`);
  await trigger({ ...io, env: { ...io.env, ...asPushed(deployed) } }, "receive-app", app, deployed.revision);
  await trigger(io, "deploy-source-set", app, "git-push", deployed.revision);
  await asItWas(io, app, deployed);
}

async function receiveOther(io: Io, app: string, { revision, ref }: Pushed, branch: string): Promise<void> {
  const name = ref.replace(/^refs\/(heads|tags)\//, "");
  if (isGone({ revision })) return;
  if (ref.startsWith("refs/tags/"))
    return step(io, `Tag ${name} is kept; to deploy it: git push <dokku> ${name}^{}:refs/heads/${branch}`);
  if (listeners("receive-branch", io.env).length) {
    await trigger(io, "receive-branch", app, revision, ref);
    return trigger(io, "deploy-source-set", app, "git-push", revision);
  }
  step(io, `WARNING: deploy did not complete, you must push to ${branch}.`);
  step(io, `for example, try 'git push <dokku> ${name}:${branch}'`);
}

/** The branch that becomes the deploy branch: where none is chosen and nothing is deployed yet, what is pushed first. */
function firstBranch(app: string, pushed: readonly Pushed[], { env }: Io): string | undefined {
  if (chosenBranch(app, env) || commitOf(app, "refs/heads/master", env)) return undefined;
  const branches = pushed.flatMap((one) => (isGone(one) ? [] : (/^refs\/heads\/(.+)$/.exec(one.ref)?.[1] ?? [])));
  const branch = ["master", "main"].find((name) => branches.includes(name)) ?? branches[0];
  return branch === "master" ? undefined : branch;
}

function adopt(io: Io, app: string, branch: string): void {
  step(io, `Set ${branch} as deploy-branch`);
  setDeployBranch(app, branch, io.env);
}

function keptBranch(app: string, branch: string): string {
  return `${branch} is the branch ${app} is deployed from, it is not deleted.
To stop the app: dokku ps:stop ${app}
To delete it: dokku apps:destroy ${app}
To deploy from another branch: dokku git:set ${app} deploy-branch <branch>`;
}

const isGone = ({ revision }: Pick<Pushed, "revision">): boolean => /^0+$/.test(revision);

function parse(text: string): Pushed[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [, before = "", revision = "", ref = ""] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (refs\/\S+)$/.exec(line) ?? [];
      if (!ref)
        throw new Exit(1, `git-hook expects lines of "<old> <new> <ref>" from git, not ${JSON.stringify(line.slice(0, 100))}`);
      return { before, revision, ref };
    });
}

/** It is git's own pipe, which nobody made non-blocking: a stream would cost 5 ms that the pusher waits for. */
const stdinOf = ({ stdin }: Io): string => (stdin === "inherit" ? readFileSync(0, "utf8") : String(stdin));
