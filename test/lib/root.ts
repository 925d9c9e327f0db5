import { join } from "node:path";
import type { Test } from "tap";
import { ran as ranWithin, type TestRoot, testRoot } from "../../plugins/common/lib/testing.ts";
import { PATIENCE } from "./patience.ts";

export type { Ran } from "../../plugins/common/lib/testing.ts";

export const checkout = join(import.meta.dirname, "../..");

/** A throw-away Hokku root for one test, as plugins test with, but that the machine's own programs are in reach. */
export type Root = Pick<TestRoot, "path" | "env" | "put" | "dokku">;

/** Makes the root, with all of our plugins, with none or with some, and removes it when the test ends. */
export function root(t: Test, { plugins = true }: { plugins?: boolean | readonly string[] } = {}): Root {
  return testRoot(t, { plugins, programs: false, limit: PATIENCE });
}

/** Runs a program to its end. */
export const ran: typeof ranWithin = (file, words, options) => ranWithin(file, words, { limit: PATIENCE, ...options });
