import { resolve } from "node:path";
import { Exit, type Io } from "hokku";
import { wholeStdin } from "hokku/whole-stdin";
import { LIMIT, pairFromTar } from "./archive.ts";
import { checkedPair, type Pair } from "./pair.ts";

const { readFileSync, statSync } = process.getBuiltinModule("node:fs");

/** The certificate and key a command was given: as two files, or as a tar on stdin. */
export async function givenPair(io: Io, command: string, crt?: string, key?: string): Promise<Pair> {
  if (crt && !key) throw new Exit(2, `${command}: name both files, the certificate and the key`);
  if (crt && key) return filePair(io, crt, key);
  if (io.stdin === "inherit" && process.stdin.isTTY)
    throw new Exit(1, "Tar archive containing server.crt and server.key expected on stdin; or name two files");
  const bytes = await wholeStdin(io);
  if (!bytes.length)
    throw new Exit(2, `${command}: name two files, or send a tar: tar c server.crt server.key | dokku ${command} <app>`);
  const files = pairFromTar(bytes);
  return checkedPair(files.crt, files.key);
}

export const filePair = (io: Io, crt: string, key: string): Pair => checkedPair(bytesOf(io, crt, "CRT"), bytesOf(io, key, "KEY"));

function bytesOf({ cwd }: Io, file: string, what: string): Buffer {
  const path = resolve(cwd, file);
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new Exit(1, `${what} file ${path} is no file`);
    if (stat.size > LIMIT) throw new Exit(1, `${what} file ${path} has ${stat.size} bytes, no certificate or key has`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Exit) throw error;
    const why =
      error instanceof Error && "code" in error && error.code === "EACCES"
        ? `user ${process.getuid?.()} may not read it`
        : "there is none";
    throw new Exit(1, `${what} file specified not found, please check file paths: ${path} (${why})`);
  }
}
