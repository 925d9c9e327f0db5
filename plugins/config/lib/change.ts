import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Exit, type Io, trigger, trouble } from "hokku";
import { readEnvironment } from "hokku/environment";
import { takeLock } from "hokku/lock";
import { writeEnvironment } from "./write.ts";

/** How long one change waits for another to end, in ms. A change takes a few. */
const PATIENCE = 20_000;

/** What is done to the variables of a scope; it answers the keys it changed, none meaning that nothing has to be written. */
export type Change = (variables: Map<string, string>) => readonly string[];

/**
 * Changes the variables of an app or of `--global` while nobody else does, then tells `post-config-update`.
 * Answers the changed keys. A hook of that trigger that fails is only a warning: the variables are stored.
 */
export async function changeEnvironment(
  io: Io,
  scope: string,
  action: "set" | "unset" | "clear",
  change: Change,
): Promise<readonly string[]> {
  const keys = await changeQuietly(io, scope, change);
  if (!keys.length) return keys;
  try {
    await trigger(io, "post-config-update", scope, action, ...(action === "clear" ? [] : keys));
  } catch (error) {
    trouble(`The variables are stored, but a post-config-update hook failed: ${error instanceof Error ? error.message : error}`);
  }
  return keys;
}

/** The same without telling anybody. */
export async function changeQuietly(io: Io, scope: string, change: Change): Promise<readonly string[]> {
  const release = await lock(io, scope);
  try {
    const variables = readEnvironment(scope, io.env);
    const keys = change(variables);
    if (keys.length) writeEnvironment(scope, io.env, variables);
    return keys;
  } finally {
    release();
  }
}

async function lock({ env }: Io, scope: string): Promise<() => void> {
  const path = join(env.DOKKU_LIB_ROOT ?? "", "data", "config", `${scope}.lock`);
  for (const until = Date.now() + PATIENCE; ; await pause(5 + Math.random() * 20)) {
    const taken = takeLock(path, `config of ${scope}`);
    if ("release" in taken) return taken.release;
    if (Date.now() > until) throw new Exit(1, `process ${taken.holder.pid} is changing the config of ${scope}; try again`);
  }
}
