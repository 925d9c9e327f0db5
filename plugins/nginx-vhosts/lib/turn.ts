import { join } from "node:path";
import type { Io } from "hokku";
import { lockFolder } from "hokku/exclusive";
import { whileLocked } from "hokku/lock";

/** How long one waits for others who change vhosts, in seconds: each takes well under one. */
const PATIENCE = 120;

/**
 * Does something to vhosts while nobody else does, as nginx reads all of them at once. What a hook of ours starts meanwhile
 * (`HOKKU_NGINX_TURN` in its environment) belongs to the same turn.
 */
export async function inTurn<T>(io: Io, work: (io: Io) => Promise<T>): Promise<T> {
  if (io.env.HOKKU_NGINX_TURN) return work(io);
  const inside = { ...io, env: { ...io.env, HOKKU_NGINX_TURN: "1" } };
  return whileLocked(join(lockFolder(io.env), "nginx.--turn"), PATIENCE, () => work(inside));
}
