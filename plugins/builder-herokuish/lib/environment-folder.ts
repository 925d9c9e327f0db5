import { join } from "node:path";
import type { Io } from "hokku";

const { chmodSync, mkdirSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** A folder with one file a variable, which the build sees at /tmp/env: configuration never becomes part of a layer. */
export interface EnvironmentFolder {
  /** Its path as the Docker engine's host has it. */
  readonly path: string;
  readonly remove: () => void;
}

/** Writes it where only the owner of the apps can look. */
export function environmentFolder(app: string, variables: Readonly<Record<string, string>>, { env }: Io): EnvironmentFolder {
  const { DOKKU_LIB_ROOT = "", DOKKU_LIB_HOST_ROOT = DOKKU_LIB_ROOT } = env;
  const place = join("data/builder-herokuish", app);
  const closed = join(DOKKU_LIB_ROOT, place);
  const folder = join(closed, "env");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  chmodSync(closed, 0o700);
  for (const [name, value] of Object.entries(variables)) writeFileSync(join(folder, name), value);
  return { path: join(DOKKU_LIB_HOST_ROOT, place, "env"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
