import { availableParallelism } from "node:os";
import { Exit, type Io, step, trouble } from "hokku";
import { existingApp } from "hokku/apps";
import { deployLock } from "hokku/deploy/lock";
import { heldBy } from "hokku/lock";
import { run } from "hokku/run";
import { visibleApps } from "hokku/visible-apps";

/** Flags of the commands that work on one app or on all. */
export const EVERY_APP = {
  all: { type: "boolean", short: "A", summary: "every app" },
  parallel: { type: "number", short: "p", value: "N", summary: "apps at once; -1 is one per processor" },
} as const;

/** What such a command is given. */
export interface Wanted {
  readonly name: string;
  readonly app: string | undefined;
  readonly all: boolean;
  readonly parallel: number | undefined;
  /** Several apps at once go to a process each, as what each prints is kept. */
  readonly apart?: boolean;
}

/** Does `work` for one app, or for all of them; then what fails for one app is told and the others go on. */
export async function forApps(
  io: Io,
  { name, app, all, parallel = 1, apart = false }: Wanted,
  work: (app: string) => Promise<void>,
): Promise<void> {
  if (!all) {
    if (!app) throw new Exit(2, `ps:${name}: name an app, or use --all`);
    return work(existingApp(app, io.env));
  }
  // An app that somebody deploys comes last: who waits for it keeps nobody else waiting.
  const busy = (name: string) => Number(heldBy(deployLock(name, io.env)) !== undefined);
  const names = (await visibleApps(io)).sort((a, b) => busy(a) - busy(b));
  const count = Math.min(parallel === -1 ? availableParallelism() : parallel || 1, names.length || 1);
  if (count < 1) throw new Exit(2, `--parallel takes -1 or a number from 1 on, not ${parallel}`);
  const failed: string[] = [];
  const worker = async () => {
    for (let next = names.shift(); next; next = names.shift()) {
      step(io, `Running ${name} against app ${next}`);
      const current = next;
      const done = apart && count > 1 ? byItself(io, name, next) : work(next);
      await done.catch((error: unknown) => {
        trouble(`Error running ${name} against app ${current}: ${error instanceof Error ? error.message : String(error)}`);
        failed.push(current);
      });
    }
  };
  await Promise.all(Array.from({ length: count }, worker));
  if (failed.length) throw new Exit(1, `${name} failed for ${failed.length} of the apps: ${failed.sort().join(", ")}`);
}

/** Lets a process of its own do it; what it has to say of a failure, it has said itself. */
async function byItself(io: Io, name: string, app: string): Promise<void> {
  const code = await run({ ...io, stdin: Buffer.alloc(0) }, "dokku", [`ps:${name}`, app], { env: { DOKKU_APP_NAME: "" } });
  if (code !== 0) throw new Exit(code, `it ended with exit code ${code}`);
}
