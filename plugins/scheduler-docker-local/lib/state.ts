import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText, replaceFile } from "hokku/files";

const { readdirSync, rmSync } = process.getBuiltinModule("node:fs");

/** One place of an app's formation: `web.1` is the process type `web`, index 1. */
export interface Place {
  readonly type: string;
  readonly index: number;
}

/** A place and the container that holds it. */
export interface Holder extends Place {
  readonly id: string;
}

/** `web.1`. */
export const dyno = ({ type, index }: Place): string => `${type}.${index}`;

/** Which containers hold an app's places now. Contract: Dokku's `$DOKKU_ROOT/<app>/CONTAINER.<type>.<n>`, the id in it. */
export function holders(app: string, env: Io["env"]): Holder[] {
  return Object.entries(stateFiles(app, env))
    .flatMap(([name, id]) => {
      const [, type, index] = /^CONTAINER\.([^.]+)\.(\d+)$/.exec(name) ?? [];
      return type && id ? [{ type, index: Number(index), id }] : [];
    })
    .sort((a, b) => (a.type === b.type ? a.index - b.index : a.type < b.type ? -1 : 1));
}

/** All state files of the app by name, without their last newline. */
export function stateFiles(app: string, env: Io["env"]): Record<string, string> {
  const root = appRoot(app, env);
  const names = readdirSync(root).filter((name) => /^(CONTAINER|IP|PORT|LISTEN)\.[^.]+\.\d+$/.test(name));
  return Object.fromEntries(names.map((name) => [name, (readText(join(root, name)) ?? "").trim()]));
}

/** Makes the state files exactly these. What stays is not touched; what goes, goes last. */
export function writeState(app: string, env: Io["env"], files: Readonly<Record<string, string>>): void {
  const now = stateFiles(app, env);
  const root = appRoot(app, env);
  for (const [name, value] of Object.entries(files)) if (now[name] !== value) replaceFile(join(root, name), `${value}\n`);
  for (const name of Object.keys(now)) if (!(name in files)) rmSync(join(root, name), { force: true });
}
