import { join } from "node:path";
import type { Io } from "../../../core/execute.ts";
import { answer } from "../../../hooks/hook.ts";
import { appRoot } from "./apps.ts";

const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");

/**
 * The folder with the certificate and key (`server.crt`, `server.key`) that an app is served with, or undefined where there are none: its own,
 * else `$DOKKU_ROOT/tls` where that certificate is for every name the app has. Contract: both folders, Dokku 0.2 to 0.4.
 */
export async function certificateFolder(io: Io, app: string): Promise<string | undefined> {
  const own = join(appRoot(app, io.env), "tls");
  if (isPair(own)) return own;
  const ofAll = join(io.env.DOKKU_ROOT ?? "", "tls");
  return isPair(ofAll) && (await isForAll(ofAll, await answer(io, "domains-list", app).catch(() => ""))) ? ofAll : undefined;
}

const isPair = (folder: string): boolean => ["server.crt", "server.key"].every((name) => existsSync(join(folder, name)));

/** A certificate that cannot be read is for nobody; loading what reads it takes 5 ms. */
async function isForAll(folder: string, names: string): Promise<boolean> {
  const { X509Certificate } = await import("node:crypto");
  const words = names.split(/\s+/).filter(Boolean);
  try {
    const certificate = new X509Certificate(readFileSync(join(folder, "server.crt")));
    return words.length > 0 && words.every((name) => certificate.checkHost(name.replace(/^\*/, "any")));
  } catch {
    return false;
  }
}
