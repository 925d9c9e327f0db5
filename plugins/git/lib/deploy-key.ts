import { join } from "node:path";
import type { Io } from "hokku";
import { readText } from "hokku/files";

/** Where the host keeps the key it shows to other git hosts. */
export const keyFile = ({ DOKKU_ROOT = "" }: Io["env"], type = "ed25519"): string => join(DOKKU_ROOT, ".ssh", `id_${type}`);

/** The public half, ed25519 before rsa, or undefined where there is no key. */
export function publicKey(env: Io["env"]): string | undefined {
  return (readText(`${keyFile(env)}.pub`) ?? readText(`${keyFile(env, "rsa")}.pub`))?.trim();
}
