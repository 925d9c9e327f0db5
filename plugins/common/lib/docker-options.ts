import type { Io } from "../../../core/execute.ts";
import { write } from "./talk.ts";

/**
 * What a `docker-args-*` hook prints: everything it was given by the hook before it, then each option behind a space.
 * Under `plugn` and in the dispatcher nobody gives anything; under `pluginhook` (2013 to 2015) the others' options pass through.
 */
export function answerOptions(io: Io, options: readonly string[]): void {
  const given = io.stdin === "inherit" ? "" : io.stdin.toString();
  const text = given + options.map((option) => ` ${option}`).join("");
  if (text) write(io, text);
}

/** A word as shell text that `splitWords` and any shell read back as the same word; plain words stay as they are. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
