import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { deployLock } from "hokku/deploy/lock";
import { replaceFile } from "hokku/files";
import { heldBy } from "hokku/lock";

const { existsSync, rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** The lock that people set, which blocks deploys until it is removed. Contract: Dokku's place since 0.21. */
const file = (app: string, { DOKKU_LIB_ROOT = "" }: Env): string => join(DOKKU_LIB_ROOT, "data", "apps", app, ".deploy.lock");

/** Its place before 0.21. */
const older = (app: string, env: Env): string => join(appRoot(app, env), ".deploy.lock");

/** Who deploys an app at this moment. */
export const deploying = (app: string, env: Env) => heldBy(deployLock(app, env));

/** Whether deploys of an app are blocked, by a lock or by a deploy under way. */
export function isLocked(app: string, env: Env): boolean {
  return existsSync(file(app, env)) || existsSync(older(app, env)) || deploying(app, env) !== undefined;
}

/** Blocks all deploys of an app. */
export const lock = (app: string, env: Env): void => replaceFile(file(app, env), "");

/** Allows deploys again and answers whether there was a lock. A deploy under way goes on. */
export function unlock(app: string, env: Env): boolean {
  const locks = [file(app, env), older(app, env)].filter((path) => existsSync(path));
  for (const path of locks) rmSync(path, { force: true });
  return locks.length > 0;
}
