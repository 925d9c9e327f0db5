import { once } from "node:events";
import { Exit, type Io } from "hokku";
import { takeLock } from "hokku/lock";
import { hostKey } from "./host-key.ts";
import { log } from "./log.ts";
import { place } from "./place.ts";
import { serve } from "./serve.ts";

/** Where to listen. */
export interface Where {
  readonly bind: string;
  readonly port: number;
}

/**
 * Serves until it is stopped by SIGTERM or SIGINT: the first lets deploys finish, the second does not wait.
 * `ready` gets the address once it listens.
 */
export async function keep(env: Io["env"], where: Where, ready: (address: string) => void): Promise<void> {
  const { hostKey: keyFile, lock } = place(env);
  const server = await serve(env, { ...where, hostKey: hostKey(keyFile) }, log);
  const address = `${where.bind.includes(":") ? `[${where.bind}]` : where.bind}:${server.port}`;
  const held = takeLock(lock, address);
  if ("holder" in held) throw new Exit(1, `it is running already, at ${held.holder.what} (process ${held.holder.pid})`);
  process.on("uncaughtException", (error) => log(`trouble that nobody expected: ${error.stack}`));
  process.on("SIGHUP", () => {});
  log(`listening on ${address}`);
  ready(address);
  await stopSignal();
  log("stopping");
  await Promise.race([server.close(), stopSignal()]);
  held.release();
}

const stopSignal = (): Promise<unknown> => Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
