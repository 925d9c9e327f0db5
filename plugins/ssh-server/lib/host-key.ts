import { readText, replaceFile } from "hokku/files";
import ssh2 from "./ssh2.ts";

const { linkSync, rmSync } = process.getBuiltinModule("node:fs");

/** The server's own ed25519 key in OpenSSH's format. Made once; two who make it at the same time end with the same one. */
export function hostKey(path: string): string {
  const present = readText(path);
  if (present) return present;
  const draft = `${path}.${process.pid}`;
  replaceFile(draft, newKey(), 0o600);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return hostKey(path);
}

/** A key that can be read again: ssh2 1.17 drops leading zero bytes, which spoils one in 256 of those it makes (its issue 1513). */
export function newKey(): string {
  const key = ssh2.generateKeyPairSync("ed25519", { comment: "hokku" }).private;
  return ssh2.parseKey(key) instanceof Error ? newKey() : key;
}

/** The public half, `ssh-ed25519 AAAA...`, as known_hosts wants it. */
export function publicHalf(privateKey: string): string {
  const key = ssh2.parseKey(privateKey);
  if (key instanceof Error) throw new Error(`the host key cannot be read (${key.message}); remove it and start again`);
  return `${key.type} ${key.getPublicSSH().toString("base64")}`;
}
