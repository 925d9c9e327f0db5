import type { Io } from "../../../core/execute.ts";
import { answer, trigger } from "../../../hooks/hook.ts";

/** Lets a scheduler run an image of the app. The third-party `scheduler-deploy` gets its fourth argument only where there is one. */
export function deployImage(io: Io, scheduler: string, app: string, tag: string, processType?: string): Promise<void> {
  return trigger(io, "scheduler-deploy", scheduler, app, tag, processType);
}

/** Where people reach an app, one address a line. Contract: what `app-urls` says wins (0.12.5). */
export async function urlsOf(io: Io, app: string): Promise<string> {
  return (await answer(io, "app-urls", app, "urls")) || answer(io, "domains-urls", app, "urls");
}
