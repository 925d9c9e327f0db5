import { type Io, trigger } from "hokku";

/** Lets a scheduler run an image of the app. Contract: Dokku's `scheduler-deploy` has a fourth argument, empty for all process types. */
export function deployImage(io: Io, scheduler: string, app: string, tag: string, processType?: string): Promise<void> {
  return trigger(io, "scheduler-deploy", scheduler, app, tag, processType ?? "");
}
