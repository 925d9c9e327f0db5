import { type Io, trigger } from "hokku";
import { whileRecorded } from "hokku/deploy/record";

/** Builds the app again from the source it has. */
export function rebuild(io: Io, app: string): Promise<void> {
  return whileRecorded(io, app, "a rebuild", (held) => trigger(held, "receive-app", app));
}
