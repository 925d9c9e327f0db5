import { Exit, type Io } from "../../../core/execute.ts";
import { isApp } from "../../../hooks/hook.ts";

export { appRoot, isApp } from "../../../hooks/hook.ts";

const { readdirSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/**
 * Refuses a name that no new app can have, with exit code 1. Contract: Dokku's rule: lower case, digits, dots and dashes; apps from before that
 * rule may have `_`, which no name in DNS has.
 */
export function validAppName(name: string): string {
  if (/^[a-z0-9][a-z0-9.-]{0,62}$/.test(name) && !/\.\.|\.lock$|\.git$/.test(name) && name !== "tls") return name;
  const rule = 'use lower-case letters, digits, "-" and ".", 63 at most, beginning with a letter or digit';
  throw new Exit(1, `${JSON.stringify(name.slice(0, 80))} cannot be the name of an app: ${rule}`);
}

/** Refuses an app that does not exist, with exit code 20. */
export function existingApp(app: string, env: Env): string {
  if (!isApp(app, env)) throw new Exit(20, `App ${app} does not exist`);
  return app;
}

/** All apps' names, sorted. Folders that begin with a dot, and `tls`, belong to others. */
export function apps({ DOKKU_ROOT = "" }: Env): string[] {
  const entries = readdirSync(DOKKU_ROOT, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() || entry.isSymbolicLink() ? entry.name : []));
  return names.filter((name) => /^[a-z0-9]/.test(name) && name !== "tls").sort();
}
