import { join } from "node:path";
import { Exit, type Io, trouble } from "hokku";
import { readText } from "hokku/files";
import type { Phase } from "./option.ts";
import { EVERY } from "./store.ts";

/** The process types that a command is about, all of them where none was named. */
export function scopeOf(named: readonly string[], phases: readonly Phase[]): string[] {
  const types = [...new Set(named.flatMap((text) => text.split(",")))];
  if (!types.length) return [EVERY];
  for (const type of types) if (!/^[A-Za-z0-9][\w-]*$/.test(type)) throw new Exit(1, refusal(type));
  const other = phases.find((phase) => phase !== "deploy");
  if (other) throw new Exit(1, `--process is only supported for the deploy phase, not for ${other}`);
  return types;
}

const refusal = (type: string): string =>
  type === EVERY
    ? `${EVERY} is reserved: leave out --process for options of every process type`
    : `--process takes the name of a process type, as in the Procfile; not ${JSON.stringify(type)}`;

/** Says so where the Procfile of the release does not have a process type: the option would wait for one that may never come. */
export function warnOfUnknown({ env }: Io, app: string, types: readonly string[]): void {
  const procfile = readText(join(env.DOKKU_LIB_ROOT ?? "", "data", "ps", app, "Procfile"));
  const declared = procfile
    ?.matchAll(/^([\w-]+):/gm)
    .map(([, name]) => name)
    .toArray();
  for (const type of types)
    if (declared && type !== EVERY && !declared.includes(type)) trouble(`Process type ${type} is not in the Procfile of ${app}`);
}
