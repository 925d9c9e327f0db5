import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { Exit } from "hokku";

/** A certificate with its chain, and its key, as they are stored: PEM with Unix line ends. */
export interface Pair {
  readonly crt: string;
  readonly key: string;
}

const CERTIFICATE = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;

/**
 * Reads a certificate and a key that somebody handed in, and refuses what nginx could not serve: no PEM, a passphrase, a key of
 * another certificate, one too weak. Line ends of Windows and what editors put before the first line are taken away.
 */
export function checkedPair(crtBytes: Buffer, keyBytes: Buffer): Pair {
  const [crt, key] = [pem(crtBytes, "certificate"), pem(keyBytes, "key")];
  const blocks = crt.match(CERTIFICATE) ?? [];
  if (!blocks.length && /PRIVATE KEY-----/.test(crt))
    throw new Exit(1, "The certificate file holds a key; name the certificate first, then the key");
  if (!blocks.length)
    throw new Exit(1, "The certificate file holds no certificate: it has to begin with -----BEGIN CERTIFICATE-----");
  const chain = blocks.map((block, at) => certificate(block, at + 1));
  const secret = privateKey(key);
  const matching = chain.findIndex((one) => one.checkPrivateKey(secret));
  if (matching < 0)
    throw new Exit(1, "The key does not belong to the certificate; use the key that its request (CSR) was made with");
  if (matching > 0)
    throw new Exit(
      1,
      `The key belongs to certificate ${matching + 1} of the file; put that one first, then those that signed it`,
    );
  refuseWeak(secret);
  return { crt: `${crt.trim()}\n`, key: `${key.trim()}\n` };
}

/** What a certificate's owner should know although it can be served. */
export function warnings({ crt }: Pair, now = Date.now()): string[] {
  const { validFrom, validTo } = new X509Certificate(crt);
  if (Date.parse(validTo) < now) return [`The certificate expired on ${validTo}: browsers will refuse it`];
  return Date.parse(validFrom) > now ? [`The certificate counts from ${validFrom} only: browsers refuse it until then`] : [];
}

function pem(bytes: Buffer, what: string): string {
  if (!bytes.length) throw new Exit(1, `The ${what} file is empty`);
  const text = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n");
  if (/-----BEGIN /.test(text)) return text;
  const convert =
    what === "key"
      ? "openssl pkey -inform der -in server.key -out server.pem"
      : "openssl x509 -inform der -in server.crt -out server.pem";
  if (bytes[0] === 0x30) throw new Exit(1, `The ${what} file is in DER form; convert it: ${convert}`);
  throw new Exit(1, `The ${what} file is no PEM: it has to begin with -----BEGIN`);
}

function certificate(block: string, number: number): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch (error) {
    throw new Exit(1, `Certificate ${number} of the file cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function privateKey(text: string): KeyObject {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(text))
    throw new Exit(
      1,
      "The key has a passphrase, which nobody could type at each start; take it off: openssl pkey -in server.key -out plain.key",
    );
  const [block] = text.match(/-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----[\s\S]+?-----END \1-----/) ?? [];
  if (!block) throw new Exit(1, "The key file holds no private key: it has to have a line -----BEGIN PRIVATE KEY-----");
  try {
    return createPrivateKey(block);
  } catch (error) {
    throw new Exit(1, `The key cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function refuseWeak({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): void {
  const bits = asymmetricKeyDetails?.modulusLength ?? 2048;
  if (asymmetricKeyType === "rsa" && bits < 2048)
    throw new Exit(1, `The key has ${bits} bits, 2048 are the least that TLS accepts today`);
}
