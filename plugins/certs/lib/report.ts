import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import type { Io } from "hokku";
import { certificateFolder } from "hokku/certificate";
import { type Ask, report } from "hokku/report";
import { as, YES_NO } from "hokku/report-schema";
import { output } from "hokku/run";
import { finish, tlsFolder } from "./store.ts";

const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");

/** `certs:report` and its part of `dokku report`. */
export const certsReport = report({
  plugin: "certs",
  type: "ssl",
  summary: "Show whom the certificate of an app is for, who signed it, and until when it counts",
  keys: {
    "ssl-dir": async (io, app) => (await folderOf(io, app)) ?? tlsFolder(app, io.env),
    "ssl-enabled": as(YES_NO, async (io, app) => String((await folderOf(io, app)) !== undefined)),
    "ssl-hostnames": of((certificate) => hostnames(certificate).join(" ")),
    "ssl-expires-at": of(({ validTo }) => validTo),
    "ssl-starts-at": of(({ validFrom }) => validFrom),
    "ssl-issuer": of(({ issuer }) => named(issuer, ", ")),
    "ssl-subject": of(({ subject }) => named(subject, "; ")),
    "ssl-verified": async (io, app) => verified(io, await folderOf(io, app)),
  },
  globalKeys: {},
});

/** Where the certificate is that the app is served with: its own, or everybody's. */
async function folderOf(io: Io, app: string): Promise<string | undefined> {
  await finish(io, app);
  return certificateFolder(io, app);
}

function of(tell: (certificate: X509Certificate) => string): Ask {
  return async (io, app) => {
    const folder = await folderOf(io, app);
    if (!folder) return "";
    try {
      return tell(new X509Certificate(readFileSync(join(folder, "server.crt"))));
    } catch {
      return "cannot be read";
    }
  };
}

/** The names a certificate is for, sorted: its common name and its alternative names. */
export function hostnames({ subject, subjectAltName = "" }: X509Certificate): string[] {
  const common = /^CN=(.*)$/m.exec(subject)?.[1];
  const others = [...subjectAltName.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name = ""]) => name);
  return [...new Set([...(common ? [common] : []), ...others])].sort();
}

const named = (lines: string | undefined, separator: string): string => (lines ?? "").split("\n").filter(Boolean).join(separator);

async function verified(io: Io, folder: string | undefined): Promise<string> {
  if (!folder) return "";
  const at = (name: string) => join(folder, name);
  const leaf = at("server.letsencrypt.crt");
  const files = existsSync(leaf) ? ["-CAfile", at("server.crt"), leaf] : ["-untrusted", at("server.crt"), at("server.crt")];
  const fine = await output(io, "openssl", ["verify", "-purpose", "sslserver", ...files]).then(
    () => true,
    () => false,
  );
  return fine ? "verified by a certificate authority" : "self signed";
}
