import { type Io, must } from "../../../core/execute.ts";
import { hooks } from "../../../core/trigger.ts";
import { apps } from "./apps.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * The apps the caller may see, sorted. Contract: `user-auth-app` (0.27) gets the SSH user, the key's name and all apps, and
 * prints those that are allowed; without such a hook everyone sees all. A hook that fails shows nobody anything, and where
 * several plugins have one, each is asked about what the ones before it left: an app is seen if nobody hides it.
 */
export async function visibleApps(io: Io): Promise<string[]> {
  const all = apps(io.env);
  if (!all.length || !asked(io.env)) return all;
  const { SSH_USER = io.env.USER ?? "", SSH_NAME = io.env.NAME ?? "default" } = io.env;
  let seen = all;
  for (const hook of hooks("user-auth-app", io.env)) if (seen.length) seen = await allowed(io, hook, SSH_USER, SSH_NAME, seen);
  return seen;
}

async function allowed(io: Io, hook: string, user: string, name: string, asked: string[]): Promise<string[]> {
  const printed: (Buffer | string)[] = [];
  await must(hook, [user, name, ...asked], { ...io, stdin: Buffer.alloc(0), stdout: (chunk) => void printed.push(chunk) });
  const lines = new Set(printed.join("").split("\n"));
  return asked.filter((app) => lines.has(app));
}

/** Whether anybody would say no: our own hook starts a program, which it is spared while no key is limited. */
function asked(env: Io["env"]): boolean {
  const limited = existsSync(`${env.DOKKU_LIB_ROOT}/config/user-auth`);
  return hooks("user-auth-app", env).some((file) => limited || !file.endsWith("/user-auth/user-auth-app"));
}
