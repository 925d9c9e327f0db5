import { setTimeout as pause } from "node:timers/promises";

/**
 * How long a test waits for what has to come, in milliseconds: long enough for a machine many times slower than ours, as a limit that
 * is met by slowness says nothing about the code. Nothing waits this long where all is well. Bash has the same in `patience.bash`.
 */
export const PATIENCE = 10 * 60_000;

/** The same for a whole test file, and for one block of a page that is walked, which may install everything there is. */
export const PATIENCE_FOR_ALL = 6 * PATIENCE;

/** Asks again and again until the answer is a true one, and gives it back. Throws when PATIENCE is over. */
export async function until<T>(ask: () => T | Promise<T>): Promise<Exclude<T, false | "" | 0 | null | undefined>> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(50)) {
    const answer = await ask();
    if (answer) return answer as Exclude<T, false | "" | 0 | null | undefined>;
  }
  throw new Error(`waited ${PATIENCE / 60_000} minutes in vain for: ${ask}`);
}
