import { Exit, type Io } from "hokku";
import { isReading } from "../user-auth.ts";
import { record } from "./audit.ts";
import { limitsOf } from "./limits.ts";
import { refusal } from "./refusal.ts";

/** Refuses what a key is not allowed, and records every refusal and every change with its actor. */
export async function judge(name: string, command: string, words: readonly string[], env: Io["env"]): Promise<void> {
  const limits = limitsOf(name, env);
  const why = limits && (await refusal({ limits, command, words, env }));
  if (why) record("REFUSED", name, command, words, env);
  if (why) throw new Exit(1, `The key ${name} may not ${command}: ${why}`);
  if (!isReading(command)) record("INVOKED", name, command, words, env);
}
