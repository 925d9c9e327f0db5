import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Exit, type Io, trigger } from "hokku";
import { type Holder, heldBy, startOf, takeLock, whileLocked } from "hokku/lock";
import { detail } from "hokku/talk";
import { restoreKeptImage } from "./kept-image.ts";
import { howFar, isImpatient, type Taken, whoDeploys } from "./queue.ts";

export { whoDeploys } from "./queue.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** How long a command waits for a deploy that is under way, in seconds: builds of half an hour exist, stuck ones too. */
const PATIENCE = 30 * 60;

/** Where it is written who deploys an app now. */
export const deployLock = (app: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string =>
  join(DOKKU_LIB_ROOT, "data", "git", app, "deploy.lock");

/** What tells the programs of a deploy that they work inside it. */
export const asDeployer = (app: string) => ({
  DOKKU_DEPLOYING: app,
  HOKKU_DEPLOYER: deployer({ pid: process.pid, started: startOf(process.pid) }),
});

const deployer = ({ pid, started }: Pick<Holder, "pid" | "started">): string => `${pid}.${started}`;

/** Whether this works inside a deploy that still goes on: what a hook has left in the background keeps the variables for longer. */
export function isInside(app: string, env: Io["env"]): boolean {
  const holder = env.DOKKU_DEPLOYING === app ? heldBy(deployLock(app, env)) : undefined;
  return holder !== undefined && env.HOKKU_DEPLOYER === deployer(holder);
}

/**
 * Does `work` while nobody else deploys the app; others wait their turn. Whoever already works inside a deploy of this app is let through
 * at once. Contract: one lock for pushes, rebuilds, restarts and scaling.
 */
export async function whileDeploying<T>(io: Io, app: string, what: string, work: (io: Io) => Promise<T>): Promise<T> {
  if (isInside(app, io.env)) return work(io);
  const { release, dead } = await waitFor(io, deployLock(app, io.env), app, what);
  const inside = { ...io, env: { ...io.env, ...asDeployer(app) } };
  try {
    await takeOver(inside, app, dead);
    return await work(inside);
  } finally {
    release();
  }
}

/**
 * Finishes or undoes what whoever deployed the app before has left, for who has its lock now. Before anything else is built: what the dead
 * one had taken from its source would make room for the new source.
 */
export async function takeOver(io: Io, app: string, dead: Holder | undefined): Promise<void> {
  if (dead) await trigger(io, "deploy-cut-short", app, deployer(dead));
  await restoreKeptImage(io, app);
}

/** The first that waits is the next: one looks at the lock, the others stand in line behind it, and so does, from then on, who comes later. */
async function waitFor(io: Io, path: string, app: string, what: string): Promise<Taken> {
  const line = `${path}.line`;
  const at = existsSync(line) ? undefined : takeLock(path, what);
  if (at && "release" in at) return at;
  const before = heldBy(path);
  if (before && isImpatient(io.env))
    throw new Exit(1, `${app} currently has a deploy lock in place: ${howFar(app, before, io.env)}`);
  let told = tell(io, app, heldBy(path), "");
  return whileLocked(line, PATIENCE, async () => {
    for (const until = Date.now() + PATIENCE * 1000; ; await pause(100)) {
      const taken = takeLock(path, what);
      if ("release" in taken) return taken;
      if (Date.now() > until) throw new Exit(1, `${app} is still locked: ${whoDeploys(app, taken.holder)}`);
      told = tell(io, app, taken.holder, told);
    }
  });
}

/** Says for whom one waits, where that has not been said; answers what was. */
function tell(io: Io, app: string, holder: Holder | undefined, told: string): string {
  const said = holder ? whoDeploys(app, holder) : told;
  if (holder && said !== told) detail(io, `Waiting, as ${howFar(app, holder, io.env)}`);
  return said;
}
