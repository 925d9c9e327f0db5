import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { asDeployer, deployLock, isInside, takeOver } from "hokku/deploy/lock";
import { pushTurn } from "hokku/deploy/queue";
import { recorded } from "hokku/deploy/record";
import { aboutToUpdate, refuseOutdated, untilUpdated } from "./outdated.ts";
import { toTheEnd } from "./to-the-end.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * Does `work` as the app's only deploy, in its turn: see `pushTurn`. Whoever already works inside a deploy of this app is let through. From
 * here on the deploy outlives the one who asked for it.
 */
export async function asOnlyDeploy(io: Io, app: string, what: string, work: (io: Io) => Promise<void>): Promise<void> {
  if (isInside(app, io.env)) return work(io);
  refuseIfLocked(app, io.env);
  const taken = await pushTurn(io, app, deployLock(app, io.env), what);
  // Whoever let this process start may be gone before the deploy ends, so the deploy goes by its own number.
  const own = { ...asDeployer(app), DOKKU_PID: String(process.pid), HOKKU_BEGAN: String(Date.now()) };
  const inside: Io = { ...io, env: { ...outOfGit(io.env), ...own }, stdin: Buffer.alloc(0) };
  try {
    refuseIfLocked(app, io.env); // somebody may have locked it while this waited
    await takeOver(inside, app, taken.dead);
    await untilUpdated(app, inside.env);
    await refuseOutdated(inside, app);
    await recorded(inside, app, (held) => toTheEnd(() => work(held)));
    aboutToUpdate(app, inside.env);
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

/** Inside a pre-receive hook git speaks of its repository in these; a build must not take it for the app's own. */
function outOfGit(env: Io["env"]): Io["env"] {
  const { GIT_DIR, GIT_WORK_TREE, GIT_QUARANTINE_PATH, ...rest } = env;
  return rest;
}
