import { once } from "node:events";
import type { Socket } from "node:net";
import type { Io } from "hokku";
import type { Connection, ServerConfig } from "ssh2";
import { admit } from "./admission.ts";
import type { Ends } from "./environment.ts";
import { type Find, keyring } from "./keyring.ts";
import type { Log } from "./log.ts";
import { serveSession, type Visit } from "./session.ts";
import { type Shared, sharedState } from "./shared.ts";
import ssh2 from "./ssh2.ts";

const { createServer } = process.getBuiltinModule("node:net");

/** A server that listens. */
export interface Server {
  /** As it came about: `port` 0 was replaced by the one it got. */
  readonly port: number;
  /** Stops listening, hangs up on everything but deploys, and resolves when those are done. */
  readonly close: () => Promise<void>;
}

/** How to listen. */
export interface Listening {
  readonly bind: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** OpenSSH private key. */
  readonly hostKey: string;
}

const CONNECTIONS = 200;
const LOGIN_GRACE = 30_000;
const ROOM = 1024 * 1024;

/** A connection that has not said who it is; `late` closes it. */
interface Caller {
  readonly socket: Socket;
  readonly late: NodeJS.Timeout;
}

/** Listens. Trouble with the address is thrown; trouble with one client is logged and ends only that client. */
export async function serve(env: Io["env"], { bind, port, hostKey }: Listening, log: Log): Promise<Server> {
  const shared = sharedState(env, log);
  const find = keyring(env, log);
  const callers = new Map<string, Caller>();
  const clients = new Set<Connection>();
  const ssh = new ssh2.Server({ ...SETTINGS, hostKeys: [hostKey] }, (client, { ip, port: from }) => {
    const caller = callers.get(`${ip} ${from}`);
    if (!caller) return void client.end();
    clients.add(client);
    client.once("close", () => clients.delete(client));
    welcome(client, caller, shared, find);
  });
  const listener = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    greet(socket, callers);
    ssh.injectSocket(socket);
  });
  listener.maxConnections = CONNECTIONS;
  listener.on("error", (error) => log(error.message));
  listener.listen({ host: bind, port });
  await once(listener, "listening");
  const address = listener.address();
  return {
    port: address && typeof address === "object" ? address.port : port,
    close: async () => {
      listener.close();
      for (const command of shared.running) if (!command.goesOn) command.hangUp();
      await Promise.all([...shared.running].filter(({ goesOn }) => goesOn).map(({ done }) => done));
      for (const client of clients) client.end();
    },
  };
}

/** Gives a socket its time to log in, and a name under which the SSH side finds it. */
function greet(socket: Socket, callers: Map<string, Caller>): void {
  const name = `${socket.remoteAddress} ${socket.remotePort}`;
  const late = setTimeout(() => socket.destroy(), LOGIN_GRACE);
  callers.set(name, { socket, late });
  socket.once("close", () => {
    clearTimeout(late);
    callers.delete(name);
  });
}

/** Sees a client through: who it is, its sessions, and that nothing keeps running for nobody. */
function welcome(client: Connection, { socket, late }: Caller, shared: Shared, find: Find): void {
  const visitor = admit(client, find, ["dokku", shared.env.DOKKU_SYSTEM_USER ?? "dokku"], shared.log);
  const running: Visit["running"] = new Set();
  const ends = endsOf(socket);
  client.on("error", (error) => shared.log(`${ends.remoteAddress}: ${error.message}`));
  client.once("close", () => {
    for (const command of running) command.hangUp();
  });
  client.once("ready", () => clearTimeout(late));
  client.on("session", (accept) => {
    const who = visitor();
    if (who) serveSession(accept(), { ...who, ends, hasRoom: () => hasRoom(socket), running }, shared);
  });
}

/** What OpenSSH of this decade speaks; nothing with SHA-1 or CBC, and the ciphers that Node has in native code. */
const ALGORITHMS: NonNullable<ServerConfig["algorithms"]> = {
  cipher: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes256-ctr"],
  compress: ["none"],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "diffie-hellman-group16-sha512",
  ],
};

const SETTINGS = { ident: "hokku", keepaliveInterval: 30_000, algorithms: ALGORITHMS };

function endsOf({ remoteAddress, remotePort = 0, localAddress, localPort = 0 }: Socket): Ends {
  const plain = (address = "UNKNOWN") => address.replace(/^::ffff:/, "");
  return { remoteAddress: plain(remoteAddress), remotePort, localAddress: plain(localAddress), localPort };
}

/** A client may ask for more than it reads: what waits for it here stays below a megabyte and a bit. */
async function hasRoom(socket: Socket): Promise<void> {
  if (socket.writableLength <= ROOM || socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      socket.off("drain", go).off("close", go);
      resolve();
    };
    socket.on("drain", go).on("close", go);
  });
}
