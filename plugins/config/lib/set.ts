import { detail, type Io, step, trouble } from "hokku";
import { tooLong } from "hokku/environment";
import { announce, changeQuietly } from "./change.ts";
import { pretty } from "./formats.ts";
import { restart } from "./restart.ts";

/** How variables are set. */
export interface SetOptions {
  readonly noRestart?: boolean;
  /** Forget all other variables of the scope. */
  readonly replace?: boolean;
}

/** Sets variables of an app or of `--global`, shows them, and restarts the app if it runs. */
export async function set(
  io: Io,
  scope: string,
  variables: ReadonlyMap<string, string>,
  { noRestart = false, replace = false }: SetOptions = {},
): Promise<{ scope: string; set: ReadonlyMap<string, string> }> {
  step(io, "Setting config vars");
  for (const [key, value] of variables) {
    if (tooLong(key, value)) trouble(`${key} will be stored, but no app can be started with it: ${tooLong(key, value)}`);
  }
  const keys = await changeQuietly(io, scope, (stored) => {
    if (replace) stored.clear();
    for (const [key, value] of variables) stored.set(key, value);
    return [...variables.keys()];
  });
  detail(io, pretty(variables).replace(/\n$/, ""));
  await announce(io, scope, "set", keys);
  await restart(io, scope, noRestart);
  return { scope, set: variables };
}
