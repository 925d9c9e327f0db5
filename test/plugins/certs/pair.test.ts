import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { checkedPair, warnings } from "../../../plugins/certs/lib/pair.ts";

const work = t.testdir({});
const make = (name: string, ...kind: string[]) => {
  const words = [
    "req",
    "-x509",
    "-nodes",
    "-days",
    "10",
    ...kind,
    "-keyout",
    `${name}.key`,
    "-out",
    `${name}.crt`,
    "-subj",
    `/CN=${name}.test`,
  ];
  execFileSync("openssl", words, { cwd: work, stdio: "ignore" });
  return { crt: readFileSync(join(work, `${name}.crt`)), key: readFileSync(join(work, `${name}.key`)) };
};
const EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
const one = make("one", ...EC);
const two = make("two", ...EC);

t.test("what nginx could serve is taken as it is stored", async (t) => {
  const stored = { crt: one.crt.toString(), key: one.key.toString() };
  t.same(checkedPair(one.crt, one.key), stored);
  const windows = (text: Buffer) => Buffer.from(`\uFEFF\r\n${text.toString().replaceAll("\n", "\r\n")}\r\n`);
  t.same(checkedPair(windows(one.crt), windows(one.key)), stored);
  t.same(
    checkedPair(Buffer.concat([one.crt, two.crt]), one.key),
    { ...stored, crt: `${one.crt}${two.crt}` },
    "with those that signed it",
  );
  const old = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" });
  t.throws(() => checkedPair(one.crt, Buffer.from(old)), /does not belong to the certificate/, "a key of the older kind is read");
});

t.test("what it could not is refused, with what to do", async (t) => {
  const key = one.key.toString();
  const der = Buffer.from([0x30, 0x82]);
  const rows: [what: string, crt: Buffer | string, key: Buffer | string, says: RegExp][] = [
    ["nothing", "", key, /^The certificate file is empty$/],
    ["no key", one.crt, "", /^The key file is empty$/],
    ["DER", der, key, /^The certificate file is in DER form; convert it: openssl x509 -inform der/],
    ["a key in DER", one.crt, der, /^The key file is in DER form; convert it: openssl pkey -inform der/],
    ["no PEM", "hello", key, /^The certificate file is no PEM: it has to begin with -----BEGIN$/],
    ["no PEM for a key", one.crt, "hello", /^The key file is no PEM/],
    ["a key first", key, one.crt, /^The certificate file holds a key; name the certificate first, then the key$/],
    [
      "a request",
      "-----BEGIN CERTIFICATE REQUEST-----\n",
      key,
      /^The certificate file holds no certificate: it has to begin with -----BEGIN CERT/,
    ],
    [
      "no certificate",
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
      key,
      /^Certificate 1 of the file cannot be read: ./,
    ],
    [
      "a second that is none",
      `${one.crt}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
      key,
      /^Certificate 2 of/,
    ],
    ["a public key", one.crt, "-----BEGIN PUBLIC KEY-----\n", /^The key file holds no private key/],
    ["a broken key", one.crt, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", /^The key cannot be read: ./],
    ["a passphrase", one.crt, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n", /^The key has a passphrase.*openssl pkey/],
    ["an older passphrase", one.crt, "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n", /^The key has a passphrase/],
    ["another's key", one.crt, two.key, /^The key does not belong to the certificate; use the key that its request/],
    ["the wrong order", `${two.crt}${one.crt}`, key, /^The key belongs to certificate 2 of the file; put that one first/],
  ];
  for (const [what, crt, of, says] of rows)
    t.throws(() => checkedPair(Buffer.from(crt), Buffer.from(of)), { code: 1, message: says }, what);
  const weak = make("weak", "-newkey", "rsa:1024");
  t.throws(() => checkedPair(weak.crt, weak.key), {
    code: 1,
    message: "The key has 1024 bits, 2048 are the least that TLS accepts today",
  });
  const strong = make("strong", "-newkey", "rsa:2048");
  t.doesNotThrow(() => checkedPair(strong.crt, strong.key));
});

t.test("a certificate that has ended, or does not count yet", async (t) => {
  const pair = checkedPair(one.crt, one.key);
  const day = 86_400_000;
  t.same(warnings(pair), []);
  t.match(warnings(pair, Date.now() + 11 * day), [/^The certificate expired on .*: browsers will refuse it$/]);
  t.match(warnings(pair, Date.now() - day), [/^The certificate counts from .* only: browsers refuse it until then$/]);
});
