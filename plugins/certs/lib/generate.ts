import { tmpdir } from "node:os";
import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { output } from "hokku/run";
import type { Pair } from "./pair.ts";

const { mkdtempSync, readFileSync, rmSync } = process.getBuiltinModule("node:fs");

/** Kinds of keys, as openssl is asked for them. */
export const KINDS: Readonly<Record<string, readonly string[]>> = {
  rsa: ["-newkey", "rsa:2048"],
  ec: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
};

/** Makes a key, a self-signed certificate for these names that counts for a year, and a request to have it signed (CSR). */
export async function generate(io: Io, domains: readonly string[], kind: string): Promise<Pair & { csr: string }> {
  const words = KINDS[kind];
  if (!words) throw new Exit(2, `certs:generate: --type is ${Object.keys(KINDS).join(" or ")}, not ${JSON.stringify(kind)}`);
  const wrong = domains.find(
    (name) => !/^(\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i.test(name),
  );
  if (wrong) throw new Exit(1, `${JSON.stringify(wrong)} is not a domain, such as www.example.com or *.example.com`);
  const folder = mkdtempSync(join(tmpdir(), "hokku-certs-"));
  const at = (end: string) => join(folder, `server.${end}`);
  // The common name holds 64 bytes at most; names count by subjectAltName anyway.
  const common = domains.find((name) => name.length <= 64);
  const names = [
    "-subj",
    common ? `/CN=${common}` : "/",
    "-addext",
    `subjectAltName=${domains.map((name) => `DNS:${name}`).join(",")}`,
  ];
  try {
    await output(io, "openssl", [
      "req",
      "-x509",
      "-nodes",
      "-days",
      "365",
      ...words,
      "-keyout",
      at("key"),
      "-out",
      at("crt"),
      ...names,
    ]);
    await output(io, "openssl", ["req", "-new", "-key", at("key"), "-out", at("csr"), ...names]);
    return { crt: readFileSync(at("crt"), "utf8"), key: readFileSync(at("key"), "utf8"), csr: readFileSync(at("csr"), "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
