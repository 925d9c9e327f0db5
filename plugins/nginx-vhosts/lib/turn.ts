import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Exit, type Io } from "hokku";
import { takeLock } from "hokku/lock";

/** How long one waits for others who change vhosts, in ms: each takes well under a second. */
const PATIENCE = 120_000;

/**
 * Does something to vhosts while nobody else does, as nginx reads all of them at once. What a hook of ours starts meanwhile
 * (`HOKKU_NGINX_TURN` in its environment) belongs to the same turn.
 */
export async function inTurn<T>(io: Io, what: string, work: (io: Io) => Promise<T>): Promise<T> {
  if (io.env.HOKKU_NGINX_TURN) return work(io);
  const path = join(io.env.DOKKU_LIB_ROOT ?? "", "data", "locks", "nginx");
  const until = Date.now() + PATIENCE;
  for (;;) {
    const taken = takeLock(path, what);
    if ("release" in taken) {
      try {
        return await work({ ...io, env: { ...io.env, HOKKU_NGINX_TURN: "1" } });
      } finally {
        taken.release();
      }
    }
    if (Date.now() > until)
      throw new Exit(1, `nginx is being changed by process ${taken.holder.pid} (${taken.holder.what}); try again`);
    await pause(20);
  }
}
