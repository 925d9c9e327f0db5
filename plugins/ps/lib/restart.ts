import type { Io } from "hokku";
import { whileDeploying } from "hokku/deploy/lock";
import { deployTypes, isDeployedOrSaid } from "./deploy.ts";

/** Replaces an app's containers, or those of one process type, by new ones of the same image; the app keeps answering. */
export async function restart(io: Io, app: string, type?: string): Promise<void> {
  if (!(await isDeployedOrSaid(io, app))) return;
  await whileDeploying(io, app, "a restart", (held) => deployTypes(held, app, [type]));
}
