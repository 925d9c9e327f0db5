import { type Io, trigger, trouble } from "hokku";
import { storedEnvironment } from "hokku/environment";
import { exclusively } from "hokku/exclusive";
import { writeEnvironment } from "./write.ts";

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
  await announce(io, scope, action, keys);
  return keys;
}

/** Tells `post-config-update` which keys have changed, if any have. */
export async function announce(io: Io, scope: string, action: "set" | "unset" | "clear", keys: readonly string[]): Promise<void> {
  if (!keys.length) return;
  try {
    await trigger(io, "post-config-update", scope, action, ...(action === "clear" ? [] : keys));
  } catch (error) {
    trouble(`The variables are stored, but a post-config-update hook failed: ${error instanceof Error ? error.message : error}`);
  }
}

/** The same without telling anybody. */
export function changeQuietly(io: Io, scope: string, change: Change): Promise<readonly string[]> {
  return exclusively(io, "config", scope, () => {
    const variables = storedEnvironment(scope, io.env);
    const keys = change(variables);
    if (keys.length) writeEnvironment(scope, io.env, variables);
    return keys;
  });
}
