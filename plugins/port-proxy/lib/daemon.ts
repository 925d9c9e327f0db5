import { mkdirSync, watch } from "node:fs";
import { createServer, type Server } from "node:net";
import { replaceFile } from "hokku/files";
import { takeLock } from "hokku/lock";
import { forward } from "./forward.ts";
import { places } from "./places.ts";
import { bindAddress, publicPorts } from "./public-ports.ts";
import { upstreams } from "./upstreams.ts";

/**
 * The port proxy: listens on each app's public port and forwards every connection to where the app answers at that moment.
 * One per root. Started by `lib/start.ts` on its own; it ends on SIGTERM or when its lock is no longer its own.
 */
const { env } = process;
const files = places(env);
const servers = new Map<number, { app: string; server: Server }>();
let turn = 0;

/** Looks a second time after this many ms, in case an event was lost or a port was in somebody's way. */
const SECOND_LOOK = 5_000;

function listen(port: number, app: string): void {
  const find = () => upstreams(env.DOKKU_ROOT ?? "", app);
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => forward(client, find, turn++));
  servers.set(port, { app, server });
  server.on("error", (error) => {
    process.stderr.write(`${new Date().toISOString()} ${app}, port ${port}: ${error.message}\n`);
    close(port);
  });
  server.listen(port, bindAddress(env), tell);
}

function close(port: number): void {
  servers.get(port)?.server.close();
  servers.delete(port);
  tell();
}

/** Opens what is new and closes what is gone. */
function follow(): void {
  const wanted = publicPorts(env);
  for (const [port, { app }] of servers) if (wanted.get(port) !== app) close(port);
  for (const [port, app] of wanted) if (app && !servers.has(port)) listen(port, app);
}

function tell(): void {
  const open = [...servers].filter(([, { server }]) => server.listening).map(([port, { app }]) => [port, app]);
  replaceFile(files.listening, `${JSON.stringify(Object.fromEntries(open))}\n`);
}

process.title = "dokku port-proxy";
mkdirSync(files.ports, { recursive: true });
const taken = takeLock(files.lock, "port-proxy");
if ("holder" in taken) process.exit(0);
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => {
    taken.release();
    process.exit(0);
  });
process.on("SIGHUP", () => {});
tell();
watch(files.ports, follow);
setInterval(follow, SECOND_LOOK);
follow();
