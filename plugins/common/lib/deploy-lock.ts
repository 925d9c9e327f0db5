import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Exit, type Io } from "../../../core/execute.ts";
import { restoreKeptImage } from "./kept-image.ts";
import { takeLock } from "./lock.ts";
import { detail } from "./talk.ts";

/** How long a command waits for a deploy that is under way, in ms: builds of half an hour exist, stuck ones too. */
const PATIENCE = 30 * 60_000;

/**
 * Does `work` while nobody else deploys the app; others wait their turn. Whoever already works inside a deploy of this app
 * (`DOKKU_DEPLOYING`) is let through at once. Contract: one lock for pushes, rebuilds, restarts and scaling.
 */
export async function whileDeploying<T>(io: Io, app: string, what: string, work: (io: Io) => Promise<T>): Promise<T> {
  if (io.env.DOKKU_DEPLOYING === app) return work(io);
  const path = join(io.env.DOKKU_LIB_ROOT ?? "", "data", "git", app, "deploy.lock");
  const { release } = await waitFor(io, path, app, what);
  try {
    await restoreKeptImage(io, app);
    return await work({ ...io, env: { ...io.env, DOKKU_DEPLOYING: app } });
  } finally {
    release();
  }
}

async function waitFor(io: Io, path: string, app: string, what: string): Promise<{ release: () => void }> {
  const until = Date.now() + PATIENCE;
  let told = "";
  for (;;) {
    const taken = takeLock(path, what);
    if ("release" in taken) return taken;
    const { pid, what: doing, since } = taken.holder;
    if (Date.now() > until)
      throw new Exit(1, `${app} is still locked by process ${pid} (${doing}, since ${since}); try again later`);
    if (told !== since) detail(io, `Waiting for ${doing} of ${app} to end (process ${pid}, since ${since})`);
    told = since;
    await pause(100);
  }
}
