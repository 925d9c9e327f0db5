import { type Io, trigger } from "hokku";
import { whileDeploying } from "hokku/deploy-lock";

/** Builds the app again from the source it has. */
export function rebuild(io: Io, app: string): Promise<void> {
  return whileDeploying(io, app, "a rebuild", (held) => trigger(held, "receive-app", app));
}
