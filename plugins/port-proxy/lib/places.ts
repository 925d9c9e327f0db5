import { join } from "node:path";
import type { Io } from "hokku";

/** Files of the port proxy of one root. */
export function places({ DOKKU_LIB_ROOT = "" }: Io["env"]) {
  const folder = join(DOKKU_LIB_ROOT, "data", "port-proxy");
  return {
    folder,
    /** One file per public port, the app's name in it. */
    ports: join(folder, "ports"),
    /** Held by the daemon as long as it lives. */
    lock: join(folder, "daemon.lock"),
    /** What the daemon listens on now, as JSON: its `pid`, and in `ports` the app of each port. */
    listening: join(folder, "listening"),
    log: join(folder, "log"),
  };
}
