import { once } from "node:events";
import type { Io } from "hokku";
import { runDaemon } from "hokku/daemon";
import { hostKey } from "./host-key.ts";
import { log } from "./log.ts";
import { place } from "./place.ts";
import { serve } from "./serve.ts";

const { argv, env } = process;

/** The server as a program: `node main.ts BIND PORT`. */
if (import.meta.main)
  await runDaemon("dokku ssh-server", place(env).lock, (ready) =>
    keep(env, argv[2] ?? "127.0.0.1", Number(argv[3] ?? 2222), ready),
  );

/** Serves until it is stopped by SIGTERM or SIGINT: the first lets deploys finish, the second does not wait. */
async function keep(env: Io["env"], bind: string, port: number, ready: (address: string) => void): Promise<void> {
  const server = await serve(env, { bind, port, hostKey: hostKey(place(env).hostKey) }, log);
  const address = `${bind.includes(":") ? `[${bind}]` : bind}:${server.port}`;
  process.on("uncaughtException", (error) => log(`trouble that nobody expected: ${error.stack}`));
  ready(address);
  log(`listening on ${address}`);
  await stopSignal();
  log("stopping");
  await Promise.race([server.close(), stopSignal()]);
}

function stopSignal(): Promise<unknown> {
  return Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
}
