import { type Io, step } from "hokku";
import { changeEnvironment } from "./change.ts";
import { validKey } from "./pairs.ts";
import { restart } from "./restart.ts";

/** What was unset. */
export interface Unset {
  readonly scope: string;
  readonly unset: readonly string[];
}

/** Unsets variables of an app or of `--global`; without keys, all of them. A key that is not set is skipped. */
export async function unset(io: Io, scope: string, keys: readonly string[] | undefined, noRestart = false): Promise<Unset> {
  const wanted = keys?.map(validKey);
  const gone = await changeEnvironment(io, scope, wanted ? "unset" : "clear", (stored) =>
    (wanted ?? [...stored.keys()].sort()).filter((key) => {
      step(io, stored.has(key) ? `Unsetting ${key}` : `Skipping ${key}, it is not set in the environment`);
      return stored.delete(key);
    }),
  );
  await restart(io, scope, noRestart);
  return { scope, unset: gone };
}
