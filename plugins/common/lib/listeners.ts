import { basename, dirname } from "node:path";
import { execute, type Io } from "../../../core/execute.ts";
import { hooks } from "../../../core/trigger.ts";
import type { Arguments, Trigger } from "../../../hooks/hook.ts";

/** One plugin's hook for a trigger. */
export interface Listener {
  readonly plugin: string;
  readonly file: string;
}

/** Who answers a trigger, in the order they are asked; those who only write down that it was fired do not count. */
export function listeners(name: Trigger, env: Io["env"]): Listener[] {
  const all = hooks(name, env).map((file) => ({ plugin: basename(dirname(file)), file }));
  return all.filter(({ plugin }) => !/^\d*_?events$/.test(plugin));
}

/**
 * What each plugin answers, for triggers where everybody is asked and one answer is chosen. A hook written as
 * `[[ -f x ]] && echo name` ends with 1 when it has nothing to say, so exit codes mean nothing here; empty answers are left out.
 */
export async function answersOf<T extends Trigger>(
  io: Io,
  name: T,
  ...args: Arguments<T>
): Promise<{ plugin: string; text: string }[]> {
  const words = [...args].filter((word: string | undefined) => word !== undefined);
  const answers: { plugin: string; text: string }[] = [];
  for (const { plugin, file } of listeners(name, io.env)) {
    const text = (await printedBy(io, file, words)).trim();
    if (text) answers.push({ plugin, text });
  }
  return answers;
}

async function printedBy(io: Io, file: string, words: string[]): Promise<string> {
  const printed: Buffer[] = [];
  const to: Io = { ...io, stdin: Buffer.alloc(0), stdout: (chunk) => void printed.push(Buffer.from(chunk)) };
  await execute(file, words, to);
  return String(Buffer.concat(printed));
}
