import type { Io } from "../../../core/execute.ts";
import { capture, hooks } from "../../../core/trigger.ts";
import { apps } from "./apps.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * The apps the caller may see, sorted. Contract: `user-auth-app` (0.27) gets the SSH user, the key's name and all apps, and
 * prints those that are allowed; without such a hook everyone sees all. A hook that fails shows nobody anything.
 */
export async function visibleApps(io: Io): Promise<string[]> {
  const all = apps(io.env);
  if (!all.length || !asked(io.env)) return all;
  const { SSH_USER = io.env.USER ?? "", SSH_NAME = io.env.NAME ?? "default" } = io.env;
  const allowed = new Set((await capture(io, "user-auth-app", SSH_USER, SSH_NAME, ...all)).split("\n"));
  return all.filter((app) => allowed.has(app));
}

/** Whether anybody would say no: our own hook starts a program, which it is spared while no key is limited. */
function asked(env: Io["env"]): boolean {
  const limited = existsSync(`${env.DOKKU_LIB_ROOT}/config/user-auth`);
  return hooks("user-auth-app", env).some((file) => limited || !file.endsWith("/user-auth/user-auth-app"));
}
