import { Exit } from "hokku";
import type { LogsWanted, Target } from "hokku/scheduler";

/** The words of a trigger that asks for logs. */
export const logsWanted = (tail: string, quiet: string, num: string): LogsWanted => ({
  tail: tail === "true",
  quiet: quiet === "true",
  num,
});

/** A process type, one of its processes, or nothing for all: `web`, `web.2`. */
export function processOf(word: string): { readonly type?: string; readonly index?: number } {
  const [type, index] = word.split(".");
  return { ...(type && { type }), ...(index && { index: Number(index) }) };
}

/** Where to enter an app, and with which command. Contract: `[--container-id <id>|<process>] [--] [<command>...]`. */
export function targetOf(words: readonly string[]): { readonly target: Target; readonly command: readonly string[] } {
  const [first = "--", ...rest] = words;
  if (first.startsWith("--container-id=")) return { target: { id: first.slice(15) }, command: behindDashes(rest) };
  if (first !== "--container-id") return { target: first === "--" ? {} : { place: first }, command: behindDashes(rest) };
  const [id, ...more] = rest;
  if (!id) throw new Exit(2, "enter: --container-id takes the id of a container");
  return { target: { id }, command: behindDashes(more) };
}

/** A command, with or without `--` in front. */
export const behindDashes = (words: readonly string[]): readonly string[] => (words[0] === "--" ? words.slice(1) : words);
