import { Exit, type Io, trigger } from "hokku";
import type { Kind } from "./service.ts";
import { read, type Service, write } from "./state.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** What a service's backups are to be: when, to where, and whether by the host's own role. */
const FILE = "BACKUP_SCHEDULE";

/** Where the official plugins keep theirs, which only root may change. */
const official = ({ plugin }: Kind, { name }: Service): string => `/etc/cron.d/dokku-${plugin}-${name}`;

/** A bucket, with a folder of it where one is wanted. */
const BUCKET = /^[A-Za-z0-9][\w./-]*$/;

/** Refuses what cannot be a bucket. */
export function checkBucket(bucket: string): void {
  if (!BUCKET.test(bucket)) throw new Exit(1, `${JSON.stringify(bucket)} cannot be a bucket's name`);
}

/** A service's line for the crontab, in the form of `cron-entries`; nothing where it has no schedule. */
export function entryOf({ plugin }: Kind, { root, name }: Service): string | undefined {
  const [when = "", bucket = "", flag = ""] = read(root, FILE).split("\n");
  if (!when || !BUCKET.test(bucket)) return undefined;
  return [when, `dokku ${plugin}:backup ${name} ${bucket}${flag && " --use-iam"}`, ""].join(";");
}

/** Has backups made from now on. A schedule of the official plugin's has to go first, or there would be two. */
export async function schedule(
  io: Io,
  kind: Kind,
  service: Service,
  when: string,
  bucket: string,
  useIam: boolean,
): Promise<void> {
  checkBucket(bucket);
  if (!/^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|[\d*,/A-Za-z-]+( +[\d*,/A-Za-z-]+){4})$/.test(when))
    throw new Exit(1, `${JSON.stringify(when)} is no schedule; write five fields, as "0 3 * * *" for each day at 3 am`);
  refuseOfficial(kind, service);
  write(service.root, FILE, [when, bucket, useIam ? "--use-iam" : ""].join("\n"));
  await trigger(io, "cron-write", "docker-local");
}

/** Ends it. */
export async function unschedule(io: Io, kind: Kind, service: Service): Promise<void> {
  refuseOfficial(kind, service);
  if (!read(service.root, FILE)) return;
  write(service.root, FILE, "");
  await trigger(io, "cron-write", "docker-local");
}

function refuseOfficial(kind: Kind, service: Service): void {
  const file = official(kind, service);
  if (existsSync(file))
    throw new Exit(1, `${file}, of another plugin, has backups made of ${service.name}; run first: sudo rm ${file}`);
}
