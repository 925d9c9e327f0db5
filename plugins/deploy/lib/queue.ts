import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { detail, Exit, type Io } from "hokku";
import { readText, replaceFile } from "hokku/files";
import { type Holder, takeLock } from "hokku/lock";
import { lastStep } from "./last-step.ts";
import { hasPushOption } from "./push-options.ts";

/** A lock that was taken, and who died with it. */
export interface Taken {
  readonly release: () => void;
  readonly dead?: Holder | undefined;
}

/** Who deploys an app, as people are told: what, since when, and how to stop it, also by somebody who has only ssh. */
export const whoDeploys = (app: string, { what, since }: Holder): string =>
  `${what} is under way since ${since}; to stop it: dokku builds:cancel ${app}`;

/** The same with how far it is. */
export function howFar(app: string, holder: Holder, env: Io["env"]): string {
  const step = lastStep(app, env);
  return `${whoDeploys(app, holder)}${step && `\nIt is at: ${step}`}`;
}

/** Whether who asks wants a refusal at once: `git push -o no-wait`, `--no-wait`. */
export const isImpatient = (env: Io["env"]): boolean => env.HOKKU_NO_WAIT === "1" || hasPushOption(env, "no-wait");

/** What is done with this is refused at once where it would have to wait. */
export const withoutWaiting = (io: Io, noWait: boolean): Io => (noWait ? { ...io, env: { ...io.env, HOKKU_NO_WAIT: "1" } } : io);

/** The flag of commands that deploy. */
export const NO_WAIT = { type: "boolean", summary: "be refused at once where somebody else deploys the app" } as const;

/**
 * Waits until a push may deploy. One waits at most: the newest takes the place of the one before, which is refused in a sentence that says by
 * whom. A holder that has died is noticed at the next look.
 */
export async function pushTurn(io: Io, app: string, path: string, what: string): Promise<Taken> {
  const taken = takeLock(path, what);
  if ("release" in taken) return taken;
  if (isImpatient(io.env))
    throw new Exit(
      1,
      `${app} currently has a deploy lock in place: ${howFar(app, taken.holder, io.env)}\nPush again when it is done.`,
    );
  const place = join(path, "..", "push.waiting");
  const text = JSON.stringify({ pid: process.pid, what, since: new Date().toISOString() });
  replaceFile(place, text);
  for (let told = ""; ; await pause(100)) {
    const now = readText(place);
    if (now !== undefined && now !== text) throw replaced(app, now);
    const next = takeLock(path, what);
    if ("release" in next) return next; // what is written stays: the one before may not have looked yet
    if (told !== next.holder.since) detail(io, `Waiting, as ${howFar(app, next.holder, io.env)}`);
    told = next.holder.since;
  }
}

function replaced(app: string, text: string): Exit {
  const { what = "another push", since = "" }: { what?: string; since?: string } = JSON.parse(text);
  return new Exit(1, `This push of ${app} was not deployed: a newer one took its place in the queue: ${what}, ${since}`);
}
