import type { Io } from "hokku";
import type { Log } from "./log.ts";
import type { Running } from "./run-command.ts";
import type { Visit } from "./session.ts";

/** What all connections share. */
export interface Shared {
  readonly env: Io["env"];
  readonly program: string;
  readonly log: Log;
  /** Commands at work now, and how many there may be. */
  readonly running: ReadonlySet<Running>;
  readonly atMost: number;
  /** Notes a command that has begun, until it has ended. */
  readonly began: (visit: Visit, running: Running, words: string) => void;
}

/** Collects at once what a quiet moment leaves to collect, at most every five seconds: that takes some 5 ms, and V8 by itself waits for more. */
function tidier(): () => void {
  let last = 0;
  return () => {
    if (Date.now() - last < 5000) return;
    last = Date.now();
    globalThis.gc?.();
  };
}

/** Room for a hundred commands: twice what is promised, and a bound on what clients can make the host start. */
export function sharedState(env: Io["env"], log: Log): Shared {
  const running = new Set<Running>();
  const tidy = tidier();
  return {
    env,
    log,
    running,
    program: `${env.HOKKU_PATH}/core/dokku`,
    atMost: 100,
    began: (visit, command, words) => {
      const began = Date.now();
      const name = words.split(/\s+/, 1)[0] || "help";
      const who = `${visit.guest.name} from ${visit.ends.remoteAddress}: ${name}`;
      running.add(command);
      visit.running.add(command);
      log(`${who} began`);
      command.done
        .catch((error: unknown) => log(`${who}: ${error}`))
        .finally(() => {
          running.delete(command);
          visit.running.delete(command);
          if (!running.size) tidy();
          log(`${who} ended after ${((Date.now() - began) / 1000).toFixed(1)} s`);
        });
    },
  };
}
