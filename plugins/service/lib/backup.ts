import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { dump } from "./data.ts";
import { dockerRun } from "./engine.ts";
import { pulled } from "./image.ts";
import { mustRunNow } from "./run-state.ts";
import type { Kind } from "./service.ts";
import { read, type Service } from "./state.ts";

const { closeSync, mkdtempSync, openSync, rmSync } = process.getBuiltinModule("node:fs");

/** Files of a service by which its backups are made. Contract: the official plugins'. */
export const AUTH = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_DEFAULT_REGION",
  "AWS_SIGNATURE_VERSION",
  "ENDPOINT_URL",
] as const;
export const ENCRYPTION = ["ENCRYPTION_KEY", "ENCRYPT_WITH_PUBLIC_KEY_ID"] as const;

/** Writes a dump and has it put into a bucket, by the image that the official plugins use for it. */
export async function backup(io: Io, kind: Kind, service: Service, bucket: string, useIam: boolean): Promise<void> {
  const { root, name } = service;
  const stored = (folder: string, keys: readonly string[]) =>
    keys.flatMap((key): [string, string][] => {
      const value = read(join(root, folder), key);
      return value ? [[key, value]] : [];
    });
  const auth = stored("backup", useIam ? AUTH.slice(2) : AUTH);
  for (const key of useIam ? [] : AUTH.slice(0, 2))
    if (!auth.some(([found]) => found === key))
      throw new Exit(1, `Missing ${key} file; run: dokku ${kind.plugin}:backup-auth ${name} <key-id> <secret>, or use --use-iam`);
  await mustRunNow(io, service);
  const image = io.env.PLUGIN_S3BACKUP_IMAGE || "dokku/s3backup:0.18.0";
  await pulled(
    io,
    kind,
    image,
    `${name} could not be backed up: that image is what copies to a bucket; the data itself: dokku ${kind.plugin}:export ${name}`,
  );
  const variables = Object.fromEntries([
    ...auth,
    ...stored("backup-encryption", ENCRYPTION),
    ["BUCKET_NAME", bucket],
    ["BACKUP_NAME", `${kind.plugin}-${name}`],
  ]);
  const folder = mkdtempSync(join(root, ".backup-"));
  try {
    const file = openSync(join(folder, "export"), "wx", 0o644);
    await dump(io, kind, service, file).finally(() => closeSync(file));
    const keys = Object.keys(variables).flatMap((key) => ["--env", key]);
    const from = join(service.hostRoot, folder.slice(root.length));
    const code = await dockerRun(io, ["container", "run", "--rm", ...keys, `--volume=${from}:/backup`, image], {
      env: variables,
    });
    if (code !== 0) throw new Exit(code, `The backup of ${name} to ${bucket} failed`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
