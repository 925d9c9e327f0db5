import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Io } from "hokku";
import ssh2, { type Connection, type ServerConfig } from "ssh2";
import { admit } from "./admission.ts";
import type { Ends } from "./environment.ts";
import { openHouse } from "./house.ts";
import { keyring } from "./keyring.ts";
import type { Log } from "./log.ts";
import { serveSession, type Visit } from "./session.ts";

/** A server that listens. */
export interface Door {
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

/** Opens the door. Trouble with the address is thrown; trouble with one client is logged and ends only that client. */
export async function serve(env: Io["env"], { bind, port, hostKey }: Listening, log: Log): Promise<Door> {
  const house = openHouse(env, log);
  const find = keyring(env, log);
  const users = ["dokku", env.DOKKU_SYSTEM_USER ?? "dokku"];
  const sockets = new Map<string, { socket: Socket; late: NodeJS.Timeout }>();
  const clients = new Set<Connection>();
  const ssh = new ssh2.Server(
    { hostKeys: [hostKey], ident: "hokku", keepaliveInterval: 30_000, algorithms: ALGORITHMS },
    (client, info) => {
      const caller = sockets.get(`${info.ip} ${info.port}`);
      if (!caller) return void client.end();
      clients.add(client);
      client.once("close", () => clients.delete(client));
      welcome(client, caller.socket, caller.late);
    },
  );
  const listener = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    const name = `${socket.remoteAddress} ${socket.remotePort}`;
    const late = setTimeout(() => socket.destroy(), LOGIN_GRACE);
    sockets.set(name, { socket, late });
    socket.once("close", () => {
      clearTimeout(late);
      sockets.delete(name);
    });
    ssh.injectSocket(socket);
  });
  listener.maxConnections = CONNECTIONS;
  listener.on("error", (error) => log(error.message));

  function welcome(client: Connection, socket: Socket, late: NodeJS.Timeout): void {
    const visitor = admit(client, find, users, log);
    const running: Visit["running"] = new Set();
    client.on("error", (error) => log(`${socket.remoteAddress}: ${error.message}`));
    client.once("close", () => {
      for (const command of running) command.hangUp();
    });
    client.once("ready", () => clearTimeout(late));
    client.on("session", (accept) => {
      const who = visitor();
      if (who) serveSession(accept(), { ...who, ends: endsOf(socket), hasRoom: () => hasRoom(socket), running }, house);
    });
  }

  listener.listen({ host: bind, port });
  await once(listener, "listening");
  const address = listener.address();
  return {
    port: address && typeof address === "object" ? address.port : port,
    close: async () => {
      listener.close();
      for (const command of house.running) if (!command.goesOn) command.hangUp();
      await Promise.all([...house.running].filter(({ goesOn }) => goesOn).map(({ done }) => done));
      for (const client of clients) client.end();
    },
  };
}

/** What OpenSSH of this decade speaks; nothing with SHA-1 or CBC, and the ciphers that Node has in native code. */
const ALGORITHMS: NonNullable<ServerConfig["algorithms"]> = {
  cipher: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes256-ctr", "chacha20-poly1305@openssh.com"],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "diffie-hellman-group16-sha512",
  ],
};

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
