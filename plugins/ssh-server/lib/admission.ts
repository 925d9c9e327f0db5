import type { AuthContext, Connection } from "ssh2";
import type { Find, Guest } from "./keyring.ts";
import type { Log } from "./log.ts";
import ssh2 from "./ssh2.ts";

// Imported, it would load web cryptography as well: 2 MB that an idle server need not have.
const { timingSafeEqual } = process.getBuiltinModule("node:crypto");

const TRIES = 20;

/**
 * Lets a client in by public key, and only so; answers who came. An agent offers all its keys, so there are twenty tries.
 * A signature by SHA-1 does not count.
 */
export function admit(client: Connection, find: Find, users: readonly string[], log: Log): () => Visitor | undefined {
  let tries = 0;
  let visitor: Visitor | undefined;
  client.on("authentication", (attempt) => {
    const guest = users.includes(attempt.username) ? proven(attempt, find) : undefined;
    if (guest && attempt.method === "publickey") {
      if (attempt.signature) visitor = { guest, user: attempt.username };
      return attempt.accept();
    }
    if (attempt.method !== "none") tries++;
    if (tries < TRIES) return attempt.reject(["publickey"]);
    log(`${tries} keys of ${JSON.stringify(attempt.username.slice(0, 40))} refused`);
    client.end();
  });
  return () => visitor;
}

/** Somebody who has come in. */
export interface Visitor {
  readonly guest: Guest;
  readonly user: string;
}

/** The owner of the offered key; where there is a signature, only if it is right. */
function proven(attempt: AuthContext, find: Find): Guest | undefined {
  if (attempt.method !== "publickey") return undefined;
  const { key, signature, blob, hashAlgo } = attempt;
  const guest = find(key.data);
  const known = guest && ssh2.parseKey(guest.key);
  if (!known || known instanceof Error || known.type !== key.algo || !isSame(known.getPublicSSH(), key.data)) return undefined;
  if (known.type === "ssh-rsa" && !hashAlgo) return undefined;
  if (!signature) return guest;
  return blob && known.verify(blob, signature, hashAlgo) === true ? guest : undefined;
}

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
