import type { Io } from "hokku";
import { type AuthorizedKey, authorizedKeys, authorizedKeysFile } from "hokku/authorized-keys";
import { readText } from "hokku/files";
import type { Log } from "./log.ts";

const { statSync } = process.getBuiltinModule("node:fs");

/** Someone whose key is known. */
export interface Guest {
  readonly name: string;
  readonly fingerprint: string;
  /** `ssh-ed25519 AAAA...`. */
  readonly key: string;
  readonly mayHaveTerminal: boolean;
}

/** Whose key this is. */
export type Find = (blob: Buffer) => Guest | undefined;

/** Looks keys up in the authorized_keys file, read again whenever it has changed. */
export function keyring(env: Io["env"], log: Log): Find {
  const path = authorizedKeysFile(env);
  let stamp = "";
  let guests = new Map<string, Guest>();
  return (blob) => {
    const now = stampOf(path);
    if (now !== stamp) {
      const trouble = (text: string) => log(`${path}: ${text}`);
      guests = isOpenToOthers(path, trouble) ? new Map() : guestsOf(readText(path) ?? "", trouble);
      stamp = now;
    }
    return guests.get(blob.toString("base64"));
  };
}

/** Who is named in the file. A line with a restriction this server cannot keep lets nobody in, rather than everybody. */
export function guestsOf(text: string, trouble: (text: string) => void): Map<string, Guest> {
  const guests = new Map<string, Guest>();
  for (const key of authorizedKeys(text)) {
    const why = refusal(key);
    if (why) trouble(`line ${key.line} is left out: ${why}`);
    else if (key.name && key.fingerprint)
      guests.set(key.blob, {
        name: key.name,
        fingerprint: key.fingerprint,
        key: `${key.type} ${key.blob}`,
        mayHaveTerminal: mayHaveTerminal(key.options),
      });
  }
  return guests;
}

function refusal({ options, name, type }: AuthorizedKey): string | undefined {
  if (type.startsWith("sk-")) return `${type} keys can be checked by sshd only`;
  if (!name) return 'no forced command with FINGERPRINT and NAME; add the key with "dokku ssh-keys:add"';
  const strange = options.find(
    (option) => !/^(command=|environment=|no-|restrict$|pty$|permit|agent-|port-|user-rc|x11-)/i.test(option),
  );
  return strange && `this server does not know the option ${strange.replace(/=.*/s, "")}`;
}

function mayHaveTerminal(options: readonly string[]): boolean {
  const last = options.filter((option) => /^(no-pty|restrict|pty)$/i.test(option)).at(-1);
  return last === undefined || last.toLowerCase() === "pty";
}

function stampOf(path: string): string {
  const { ino, size, mtimeMs, ctimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return [ino, size, mtimeMs, ctimeMs].join();
}

function isOpenToOthers(path: string, trouble: (text: string) => void): boolean {
  const open = ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o022) !== 0;
  if (open) trouble(`others may write it, so no key in it counts; run: chmod 600 ${path}`);
  return open;
}
