import { dirname } from "node:path";
import { Exit, type Io } from "hokku";
import { authorizedKeysFile } from "hokku/authorized-keys";
import { run } from "hokku/run";

const { chownSync, mkdirSync, statSync } = process.getBuiltinModule("node:fs");

/**
 * Runs `hooks/sshcommand` on this root's own authorized_keys and answers what it printed. It alone writes that file, so what
 * it refuses, how it locks and what a line looks like is the same for plugins, admins and these commands.
 */
export async function sshcommand(io: Io, verb: string, words: readonly string[], input = ""): Promise<string> {
  const keys = authorizedKeysFile(io.env);
  makeFolder(dirname(keys), io.env.DOKKU_ROOT ?? "");
  const printed: Buffer[] = [];
  const collecting: Io = { ...io, stdout: (chunk) => void printed.push(Buffer.from(chunk)) };
  const args = [verb, io.env.DOKKU_SYSTEM_USER ?? "dokku", ...words];
  const code = await run(collecting, `${io.env.HOKKU_PATH}/hooks/sshcommand`, args, {
    input,
    env: { SSHCOMMAND_AUTHORIZED_KEYS: keys },
  });
  if (code !== 0) throw new Exit(code);
  return Buffer.concat(printed).toString().trim();
}

/** The folder belongs to whom the apps belong to, also when root makes it. */
function makeFolder(folder: string, root: string): void {
  if (!mkdirSync(folder, { recursive: true, mode: 0o700 }) || process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(root);
  chownSync(folder, uid, gid);
}
