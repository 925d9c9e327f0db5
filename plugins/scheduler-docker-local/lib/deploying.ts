import { join } from "node:path";
import type { Io } from "hokku";
import { heldBy } from "hokku/lock";

/** Whether somebody deploys the app right now. */
export const isDeploying = ({ env }: Io, app: string): boolean =>
  heldBy(join(env.DOKKU_LIB_ROOT ?? "", "data", "git", app, "deploy.lock")) !== undefined;
