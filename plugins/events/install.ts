#!/usr/bin/env hokku
import { dirname } from "node:path";
import { hook } from "hokku";
import { eventLog } from "hokku/event-log";
import { exclusively } from "hokku/exclusive";
import { replaceFile } from "hokku/files";
import { isRecording, startRecording } from "./lib/recording.ts";

const { appendFileSync, chmodSync, chownSync, existsSync, mkdirSync, statSync } = process.getBuiltinModule("node:fs");

/** Makes the log, for the user who runs the apps, and makes the recording anew with this release's list of triggers. */
export default hook("install", async (io) => {
  const { env } = io;
  const { DOKKU_LIB_ROOT = "", DOKKU_ROOT = "", DOKKU_LOGS_DIR = "" } = env;
  const file = eventLog(env);
  const isRoot = process.getuid?.() === 0;
  const { uid, gid } = statSync(DOKKU_ROOT);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o775 });
    appendFileSync(file, "");
    chmodSync(file, 0o664);
    if (isRoot) for (const made of [dirname(file), file]) chownSync(made, uid, gid);
  }
  const rotation = "/etc/logrotate.d/dokku";
  const isHost = DOKKU_LIB_ROOT === "/var/lib/dokku" && isRoot && existsSync(dirname(rotation));
  if (isHost && !existsSync(rotation)) replaceFile(rotation, rotationOf(DOKKU_LOGS_DIR));
  if (env.DOKKU_EVENTS || isRecording(env)) await exclusively(io, "events", "--global", () => startRecording(env));
});

/** Copied and cut short, not moved: whoever follows the log keeps the file. */
const rotationOf = (folder: string): string =>
  `${folder}/*.log {\n  daily\n  missingok\n  rotate 7\n  compress\n  delaycompress\n  notifempty\n  copytruncate\n  su root root\n}\n`;
