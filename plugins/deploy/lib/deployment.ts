import { type Io, trigger } from "hokku";

/** Lets a scheduler run an image of the app. The third-party `scheduler-deploy` gets its fourth argument only where there is one. */
export function deployImage(io: Io, scheduler: string, app: string, tag: string, processType?: string): Promise<void> {
  return trigger(io, "scheduler-deploy", scheduler, app, tag, processType);
}
