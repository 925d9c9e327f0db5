import { createServer, type Server } from "node:net";
import { replaceFile } from "hokku/files";
import { heldBy, takeLock } from "hokku/lock";
import { forward } from "./forward.ts";
import { places } from "./places.ts";
import { bindAddress, publicPorts } from "./public-ports.ts";
import { upstreams } from "./upstreams.ts";

const { existsSync, mkdirSync, watch } = process.getBuiltinModule("node:fs");

/** Looks a second time after this many ms, in case an event was lost or a port was in somebody's way. */
const SECOND_LOOK = 5_000;

/**
 * The port proxy: listens on each app's public port and forwards every connection to where the app answers at that moment.
 * One per root, in a process of its own (`launch` in start.ts); a second one ends at once. It ends on SIGTERM,
 * and when its lock is gone, with its root or without.
 */
export function serve(env: NodeJS.ProcessEnv): void {
  const files = places(env);
  process.title = "dokku port-proxy";
  mkdirSync(files.ports, { recursive: true });
  const taken = takeLock(files.lock, "port-proxy");
  if ("holder" in taken) return;
  process.on("SIGHUP", () => {});
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      taken.release();
      process.exit(0);
    });
  const follow = followPorts(env);
  watch(files.ports, follow);
  setInterval(() => {
    if (heldBy(files.lock)?.pid !== process.pid) process.exit(0);
    follow();
  }, SECOND_LOOK);
  follow();
}

/** Answers what opens the ports that are new and closes those that are gone, and writes down what is open. */
function followPorts(env: NodeJS.ProcessEnv): () => void {
  const servers = new Map<number, { app: string; server: Server }>();
  let turn = 0;
  const tell = () => {
    if (!existsSync(places(env).ports)) return;
    const open = [...servers].filter(([, { server }]) => server.listening).map(([port, { app }]) => [port, app]);
    replaceFile(places(env).listening, `${JSON.stringify({ pid: process.pid, ports: Object.fromEntries(open) })}\n`);
  };
  const close = (port: number) => {
    servers.get(port)?.server.close();
    servers.delete(port);
    tell();
  };
  const listen = (port: number, app: string) => {
    const find = () => upstreams(env.DOKKU_ROOT ?? "", app);
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => forward(client, find, turn++));
    servers.set(port, { app, server });
    server.on("error", (error) => {
      process.stderr.write(`${new Date().toISOString()} ${app}, port ${port}: ${error.message}\n`);
      close(port);
    });
    server.listen(port, bindAddress(env), tell);
  };
  tell();
  return () => {
    const wanted = publicPorts(env);
    for (const [port, { app }] of servers) if (wanted.get(port) !== app) close(port);
    for (const [port, app] of wanted) if (app && !servers.has(port)) listen(port, app);
  };
}
