import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText, replaceFile } from "hokku/files";

const { copyFileSync, existsSync, renameSync, rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** The vhost nginx includes. Contract: `$DOKKU_ROOT/<app>/nginx.conf`, which plugins edit in place. */
export const vhostFile = (app: string, env: Env): string => join(appRoot(app, env), "nginx.conf");

/** A copy of the vhost as nginx last took it; nginx does not include it. */
export const goodFile = (app: string, env: Env): string => join(appRoot(app, env), ".nginx.conf.good");

/** Whether this is the vhost that is there, and nginx has taken it. */
export const isGood = (app: string, env: Env, text = readText(vhostFile(app, env))): boolean =>
  text === readText(vhostFile(app, env)) && text === readText(goodFile(app, env));

/** Remembers the vhost that nginx has just taken, with what plugins did to it. */
export function keepGood(app: string, env: Env): void {
  const text = readText(vhostFile(app, env));
  if (text !== undefined && text !== readText(goodFile(app, env))) replaceFile(goodFile(app, env), text);
}

/** Puts the last good vhost back, or none where there was none. Answers whether there was one. */
export function restoreGood(app: string, env: Env): boolean {
  const text = readText(goodFile(app, env));
  if (text === undefined) rmSync(vhostFile(app, env), { force: true });
  else if (text !== readText(vhostFile(app, env))) putBack(app, env, text);
  return text !== undefined;
}

/** On a disk that is full, the copy itself takes the vhost's place. */
function putBack(app: string, env: Env, text: string): void {
  try {
    replaceFile(vhostFile(app, env), text);
  } catch {
    renameSync(goodFile(app, env), vhostFile(app, env));
  }
}

/** Moves a vhost that nginx does not take to `nginx.conf.invalid`, where it can be looked at. */
export function setAside(app: string, env: Env): string {
  const aside = `${vhostFile(app, env)}.invalid`;
  renameSync(vhostFile(app, env), aside);
  return aside;
}

/** Keeps a copy of what was refused; "" where there was none, or no room for one. */
export function keepInvalid(app: string, env: Env): string {
  const aside = `${vhostFile(app, env)}.invalid`;
  try {
    copyFileSync(vhostFile(app, env), aside);
    return aside;
  } catch {
    return "";
  }
}

/** Forgets everything nginx has of an app. */
export function removeVhost(app: string, env: Env): boolean {
  const had = existsSync(vhostFile(app, env));
  for (const file of [vhostFile(app, env), goodFile(app, env), `${vhostFile(app, env)}.invalid`]) rmSync(file, { force: true });
  return had;
}
