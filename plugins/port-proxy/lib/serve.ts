import { createServer, type Server } from "node:net";
import { runDaemon } from "hokku/daemon";
import { replaceFile } from "hokku/files";
import { heldBy } from "hokku/lock";
import { forward } from "./forward.ts";
import { places } from "./places.ts";
import { bindAddress, publicPorts } from "./public-ports.ts";
import { upstreams } from "./upstreams.ts";

const { existsSync, mkdirSync, watch } = process.getBuiltinModule("node:fs");

/** Looks a second time after this many ms, in case an event was lost or a port was in somebody's way. */
const SECOND_LOOK = 5_000;

if (import.meta.main)
  await runDaemon("dokku port-proxy", places(process.env).lock, (ready) => serve(process.env, () => ready("port-proxy")));

/**
 * The port proxy: listens on each app's public port and forwards every connection to where the app answers at that moment. One per root. It
 * ends on SIGTERM, and when its lock is gone, with its root or without.
 */
async function serve(env: NodeJS.ProcessEnv, ready: () => void): Promise<void> {
  const { lock, ports } = places(env);
  mkdirSync(ports, { recursive: true });
  ready();
  const follow = followPorts(env);
  watch(ports, follow);
  follow();
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => resolve());
    setInterval(() => (heldBy(lock)?.pid === process.pid ? follow() : resolve()), SECOND_LOOK);
  });
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
