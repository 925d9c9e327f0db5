import type { Io } from "hokku";
import { environmentFiles } from "hokku/environment";
import { replaceFile } from "hokku/files";
import { quote } from "./quote.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

/**
 * Replaces the variables of an app or of `--global`. Contract: lines `export KEY='value'`, which shells can source. What a
 * release since 0.38 kept elsewhere is dropped once ours is in place, so that only one file counts.
 */
export function writeEnvironment(scope: string, env: Io["env"], variables: ReadonlyMap<string, string>): void {
  const { ours, newer, mark } = environmentFiles(scope, env);
  replaceFile(ours, exports(variables), 0o600);
  rmSync(mark, { force: true });
  rmSync(newer, { force: true });
}

/** `export KEY='value'`, a line each, sorted by key. */
export function exports(variables: ReadonlyMap<string, string>): string {
  return sorted(variables)
    .map(([key, value]) => `export ${key}=${quote(value)}\n`)
    .join("");
}

/** Entries in the order they are always shown. */
export function sorted(variables: ReadonlyMap<string, string>): [string, string][] {
  return [...variables].sort(([a], [b]) => (a < b ? -1 : 1));
}
