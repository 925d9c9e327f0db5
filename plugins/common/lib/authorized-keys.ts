import { join } from "node:path";
import type { Io } from "../../../core/execute.ts";

const { createHash } = process.getBuiltinModule("node:crypto");

/** One key of an authorized_keys file. */
export interface AuthorizedKey {
  /** Its line in the file, counted from 1. */
  readonly line: number;
  /** What stands before the key, one item an option, quotes resolved: `command=FINGERPRINT=... NAME="admin" ...`. */
  readonly options: readonly string[];
  /** `ssh-ed25519`, `ssh-rsa`, ... */
  readonly type: string;
  /** The key itself in base64. */
  readonly blob: string;
  readonly comment: string;
  /** Name and fingerprint that the line's forced command passes on; none where the line is not one of ours. */
  readonly name?: string;
  readonly fingerprint?: string;
}

/** The file sshd and the embedded server both read. */
export const authorizedKeysFile = ({ DOKKU_ROOT = "" }: Io["env"]): string => join(DOKKU_ROOT, ".ssh", "authorized_keys");

/**
 * The keys of an authorized_keys file; comments and lines that are no key are left out. Contract: sshd(8), and the
 * forced command that sshcommand has written since 2013: `FINGERPRINT=<fp> NAME="<name>" <program> $SSH_ORIGINAL_COMMAND`.
 */
export function authorizedKeys(text: string): AuthorizedKey[] {
  return text.split("\n").flatMap((line, index) => authorizedKey(line.trim(), index + 1) ?? []);
}

/** The fingerprint as ssh-keygen shows it: `SHA256:` and 43 characters. */
export function fingerprintOf(blob: string): string {
  return `SHA256:${createHash("sha256").update(Buffer.from(blob, "base64")).digest("base64").replace(/=+$/, "")}`;
}

function authorizedKey(text: string, line: number): AuthorizedKey | undefined {
  const leading = KEY.test(text) ? "" : (/^(?:"(?:[^"\\]|\\.)*"|[^\s"])+/.exec(text)?.[0] ?? "");
  const [, type, blob, comment = ""] = KEY.exec(text.slice(leading.length).trim()) ?? [];
  if (!type || !blob) return undefined;
  const options = leading.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
  const plain = options.map((option) =>
    option.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inside: string) => inside.replace(/\\"/g, '"')),
  );
  return { line, options: plain, type, blob, comment, ...owner(plain) };
}

const KEY = /^((?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]+)\s+([A-Za-z0-9+/]+={0,2})(?:\s+(.*))?$/;

function owner(options: readonly string[]): { name: string; fingerprint: string } | undefined {
  const forced = options.find((option) => option.startsWith("command="));
  const [, fingerprint, , name] = /^command=FINGERPRINT=(\S+) NAME=("?)(.*?)\2 [`/]/.exec(forced ?? "") ?? [];
  return fingerprint && name ? { fingerprint, name } : undefined;
}
