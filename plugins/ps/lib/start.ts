import { availableParallelism } from "node:os";
import { answer, Exit, type Io, step, trigger, trouble } from "hokku";
import { whileDeploying } from "hokku/deploy/lock";
import { slots } from "hokku/slots";
import { deployTypes, isDeployedOrSaid } from "./deploy.ts";
import ps from "./settings.ts";

/** Starts an app that does not run, or not all of it. `proxying` is what its proxy is told with. */
export async function start(io: Io, app: string, proxying = io): Promise<void> {
  if (!(await isDeployedOrSaid(io, app))) return;
  await trigger(io, "pre-start", app);
  const running = await runningState(io, app);
  if (running === "true") trouble(`App ${app} already running`);
  else {
    trouble(running === "mixed" ? "App is running in mixed mode, releasing" : "App has been detected as not running, releasing");
    await whileDeploying(io, app, "a start", (held) => deployTypes(held, app, [undefined]));
  }
  await trigger(proxying, "proxy-build-config", app);
}

/** Stops an app; it stays stopped after a reboot. */
export async function stop(io: Io, app: string): Promise<void> {
  if (!(await isDeployedOrSaid(io, app))) return;
  step(io, `Stopping ${app}`);
  await trigger(io, "scheduler-stop", await answer(io, "scheduler-detect", app), app, "");
  await trigger(io, "post-stop", app);
}

/** Brings an app back after a boot, unless it was stopped on purpose. Its routes wait for those of the others: `post-restore`. */
export async function restore(io: Io, app: string): Promise<void> {
  const scheduler = await answer(io, "scheduler-detect", app);
  await trigger(io, "scheduler-pre-restore", scheduler, app);
  if (!(await isDeployedOrSaid(io, app))) return;
  if (ps.of(app, "restore", io.env) === "false") return trouble(`Skipping ps:restore for ${app} as restore property is false`);
  step(io, `Starting ${app}`);
  await slot(() => start(io, app, { ...io, env: { ...io.env, HOKKU_RESTORING: "1" } }));
}

/** All apps wait for their checks at once; so many are deployed anew at a time. */
const slot = slots(availableParallelism());

/** `true`, `false` or `mixed`. */
export async function runningState(io: Io, app: string): Promise<string> {
  return (await status(io, app)).running;
}

/** Number of containers and whether they run, as the scheduler sees it. */
export async function status(io: Io, app: string): Promise<{ count: string; running: string }> {
  const text = await answer(io, "scheduler-app-status", await answer(io, "scheduler-detect", app), app);
  const [count = "", running = ""] = text.split(" ");
  if (!/^\d+$/.test(count))
    throw new Exit(1, `The scheduler of ${app} does not say whether it runs; see: dokku scheduler:report ${app}`);
  return { count, running };
}
