import { join } from "node:path";
import { answer, Exit, type Io, trigger } from "hokku";
import { asDeployer, deployLock, isInside, takeOver, whoDeploys } from "hokku/deploy-lock";
import { takeLock } from "hokku/lock";
import { toTheEnd } from "./to-the-end.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * Does `work` as the app's only deploy, or refuses at once and says who is at it. Whoever already works inside a deploy of
 * this app is let through. From here on the deploy outlives the one who asked for it.
 */
export async function asOnlyDeploy(io: Io, app: string, what: string, work: (io: Io) => Promise<void>): Promise<void> {
  if (isInside(app, io.env)) return work(io);
  refuseIfLocked(app, io.env);
  const taken = takeLock(deployLock(app, io.env), what);
  if ("holder" in taken) {
    throw new Exit(
      1,
      `${app} currently has a deploy lock in place: ${whoDeploys(app, taken.holder)}. Push again when it is done.`,
    );
  }
  try {
    await takeOver({ ...io, env: { ...outOfGit(io.env), ...asDeployer(app) } }, app, taken.dead);
    await toTheEnd(() => recorded(io, app, what, work));
  } finally {
    taken.release();
  }
}

/** The file of `apps:lock`, today's place and the one before 0.21. */
function refuseIfLocked(app: string, { DOKKU_LIB_ROOT = "", DOKKU_ROOT = "" }: Io["env"]): void {
  const places = [join(DOKKU_LIB_ROOT, "data", "apps", app, ".deploy.lock"), join(DOKKU_ROOT, app, ".deploy.lock")];
  if (places.some((place) => existsSync(place)))
    throw new Exit(
      1,
      `${app} currently has a deploy lock in place, set with apps:lock; to allow deploys again: dokku apps:unlock ${app}`,
    );
}

/** Keeps the book of builds. Contract: the `builds-*` triggers of 0.38. */
async function recorded(io: Io, app: string, what: string, work: (io: Io) => Promise<void>): Promise<void> {
  const build = io.env.DOKKU_BUILD_ID || (await answer(io, "builds-generate-id")) || `pid-${process.pid}`;
  // Whoever let this process start may be gone before the deploy ends, so the deploy goes by its own number.
  const own = { ...asDeployer(app), DOKKU_BUILD_ID: build, DOKKU_PID: String(process.pid), HOKKU_BEGAN: String(Date.now()) };
  const env = { ...outOfGit(io.env), ...own };
  const inside: Io = { ...io, env, stdin: Buffer.alloc(0) };
  await trigger(inside, "builds-record-start", app, build, String(process.pid), what);
  let code = 1;
  try {
    await work(inside);
    code = 0;
  } catch (error) {
    if (error instanceof Exit) code = error.code;
    throw error;
  } finally {
    await trigger(inside, "builds-record-finalize", app, build, String(code));
  }
}

/** Inside a pre-receive hook git speaks of its repository in these; a build must not take it for the app's own. */
function outOfGit(env: Io["env"]): Io["env"] {
  const { GIT_DIR, GIT_WORK_TREE, GIT_QUARANTINE_PATH, ...rest } = env;
  return rest;
}
