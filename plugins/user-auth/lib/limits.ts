import { join } from "node:path";
import type { Io } from "hokku";
import { properties } from "hokku/properties";

const { existsSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** What a key is held to. */
export interface Limits {
  readonly access: "read" | "write";
  /** The apps it may name; all where there is no such list. */
  readonly apps?: readonly string[];
  /** Commands it may all the same: `redis:info`, `redis:*`. */
  readonly commands?: readonly string[];
}

const PLUGIN = "user-auth";

/** Names that can be limited: those sshcommand lets a key have, but for the one that stands for no key at all. */
export const canBeLimited = (name: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_.@:+/ -]*$/.test(name) && name !== "default";

/** The name of a key's folder of properties. Contract with the bash hook `user-auth-app`, which makes the same. */
export const scopeOf = (name: string): string => encodeURIComponent(name);

/** The limits of a key, or none. Where no key is limited that is one look at the disk. */
export function limitsOf(name: string, env: Env): Limits | undefined {
  if (!existsSync(join(env.DOKKU_LIB_ROOT ?? "", "config", PLUGIN)) || !canBeLimited(name)) return undefined;
  const { get, keys } = properties(PLUGIN, env);
  const scope = scopeOf(name);
  if (!keys(scope).length) return undefined;
  const words = (key: string) => get(scope, key).split(" ").filter(Boolean);
  const [apps, commands] = [words("apps"), words("commands")];
  // A word that nobody here has written means the narrower of the two.
  const access = ["", "write"].includes(get(scope, "access")) ? "write" : "read";
  return { access, ...(apps.length && { apps }), ...(commands.length && { commands }) };
}
