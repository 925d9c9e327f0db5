import { Exit, type Io } from "hokku";
import { wholeStdin } from "hokku/whole-stdin";

const { readFileSync, statSync } = process.getBuiltinModule("node:fs");

const MOST = 64 * 1024;

/** The key's text, from a file or else from stdin, without what editors and copying leave around it. */
export async function keyFrom(path: string | undefined, io: Io): Promise<string> {
  const text = path ? fromFile(path) : await fromStdin(io);
  const key = text
    .replace(/^\uFEFF/, "")
    .replace(/\r/g, "")
    .trim();
  if (!key) throw new Exit(1, `Empty key was specified${path ? `: there is nothing in ${path}` : ""}`);
  return key;
}

function fromFile(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile())
    throw new Exit(1, `There is no key file ${path}; give the path of a public key, such as ~/.ssh/id_ed25519.pub`);
  if (stat.size > MOST) throw new Exit(1, `${path} is too large to be a public key`);
  return readFileSync(path, "utf8");
}

async function fromStdin(io: Io): Promise<string> {
  if (io.stdin === "inherit" && process.stdin.isTTY)
    throw new Exit(1, "No key specified via file or pipe; for example: cat ~/.ssh/id_ed25519.pub | dokku ssh-keys:add <name>");
  const bytes = await wholeStdin(io);
  if (bytes.length > MOST) throw new Exit(1, "What came in is too large to be a public key");
  return bytes.toString();
}
