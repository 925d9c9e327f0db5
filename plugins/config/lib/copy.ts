import type { Io } from "hokku";
import { readEnvironment } from "hokku/environment";
import { changeQuietly } from "./change.ts";

/** Gives an app the variables of another. */
export async function copy(io: Io, from: string, to: string): Promise<void> {
  await changeQuietly(io, to, (stored) => {
    const variables = readEnvironment(from, io.env);
    for (const [key, value] of variables) stored.set(key, value);
    return [...variables.keys()];
  });
}
