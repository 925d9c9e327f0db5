import type { Io } from "../../../core/execute.ts";
import { restOf, splitWords } from "../../../hooks/words.ts";

/** What only a shell makes sense of: variables, several commands, redirections. */
const SHELLS = /[$`;&|<>()]/;

/** Whether one word is a whole command line for a shell: `echo $HOME`, `cd x && pwd`. */
export const isLine = (word: string): boolean => /\s/.test(word) || SHELLS.test(word);

/**
 * The words of a program that somebody wants to run in an app. Over SSH all came as one line (`HOKKU_LINE`), as to any other host,
 * so what is not quoted there is meant for a shell: the app's. Then the answer is one word, the line; else the words as they are.
 */
export function asTyped(words: readonly string[], { env }: Io): readonly string[] {
  const line = env.HOKKU_LINE ?? "";
  if (!words.length || !SHELLS.test(unquoted(line))) return words;
  const all = splitWords(line);
  const before = all.length - words.length;
  if (before < 1 || words.some((word, at) => word !== all[before + at])) return words;
  const rest = restOf(line, before);
  return SHELLS.test(unquoted(rest)) ? [rest] : words;
}

/** In double quotes a shell still fills variables in; in single quotes, and behind a backslash, nothing means anything. */
const unquoted = (line: string): string => line.replace(/'[^']*'|\\./gs, "");
