import { join } from "node:path";
import type { Io } from "hokku";

/** The files of the embedded server, all under `$DOKKU_LIB_ROOT/data/ssh-server` but for its log. */
export function place({ DOKKU_LIB_ROOT = "", DOKKU_LOGS_DIR = "" }: Io["env"]) {
  const folder = join(DOKKU_LIB_ROOT, "data", "ssh-server");
  return {
    folder,
    hostKey: join(folder, "host_key"),
    /** Held by the running server; its `what` is the address, `127.0.0.1:2222`. */
    lock: join(folder, "running.lock"),
    log: join(DOKKU_LOGS_DIR, "ssh-server.log"),
  };
}
