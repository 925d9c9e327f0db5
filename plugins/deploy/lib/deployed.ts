import { answer, Exit, type Io, trigger } from "hokku";
import { listeners } from "hokku/listeners";
import { properties } from "hokku/properties";

/** The scheduler that runs an app. */
export async function schedulerOf(io: Io, app: string): Promise<string> {
  const [first] = (await answer(io, "scheduler-detect", app)).split("\n");
  return first || "docker-local";
}

/**
 * Whether an app has been deployed. Contract: property `common/<app>/deployed` where a deploy has left it, else the scheduler
 * is asked by `scheduler-is-deployed`, whose exit code is the answer.
 */
export async function isDeployed(io: Io, app: string): Promise<boolean> {
  const known = properties("common", io.env).get(app, "deployed");
  if (known) return known === "true";
  if (!listeners("scheduler-is-deployed", io.env).length) return false;
  try {
    await trigger({ ...io, stdout: () => {} }, "scheduler-is-deployed", await schedulerOf(io, app), app);
    return true;
  } catch (error) {
    if (error instanceof Exit) return false;
    throw error;
  }
}
