import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Exit, type Io } from "../../../core/execute.ts";
import { trigger } from "../../../hooks/hook.ts";
import { restoreKeptImage } from "./kept-image.ts";
import { type Holder, heldBy, startOf, takeLock } from "./lock.ts";
import { detail } from "./talk.ts";

/** How long a command waits for a deploy that is under way, in ms: builds of half an hour exist, stuck ones too. */
const PATIENCE = 30 * 60_000;

/** Where it is written who deploys an app now. */
export const deployLock = (app: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string =>
  join(DOKKU_LIB_ROOT, "data", "git", app, "deploy.lock");

/** Who deploys an app, as people are told: what, since when, and how to stop it, also by somebody who has only ssh. */
export const whoDeploys = (app: string, { what, since }: Holder): string =>
  `${what} is under way since ${since}; to stop it: dokku builds:cancel ${app}`;

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

async function waitFor(
  io: Io,
  path: string,
  app: string,
  what: string,
): Promise<{ release: () => void; dead?: Holder | undefined }> {
  const until = Date.now() + PATIENCE;
  let told = "";
  for (;;) {
    const taken = takeLock(path, what);
    if ("release" in taken) return taken;
    const said = whoDeploys(app, taken.holder);
    if (Date.now() > until) throw new Exit(1, `${app} is still locked: ${said}`);
    if (told !== said) detail(io, `Waiting, as ${said}`);
    told = said;
    await pause(100);
  }
}
