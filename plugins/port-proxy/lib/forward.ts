import { connect, type Socket } from "node:net";
import type { Upstream } from "./upstreams.ts";

/** Time between two rounds over all containers, in ms. */
const PAUSE = 50;

/** How long a connection waits for an app that nobody answers for, in ms: a switch, a container that restarts. */
const PATIENCE = 5_000;

/**
 * Forwards one connection to a container of the app, beginning with the `turn`th. A container that refuses is passed over;
 * while all refuse, they are looked up and asked again for a moment. Then the connection is closed.
 */
export function forward(client: Socket, find: () => Upstream[], turn: number): void {
  const until = Date.now() + PATIENCE;
  client.on("error", () => client.destroy());
  const attempt = (step: number): void => {
    const all = find();
    const upstream = all[(turn + step) % all.length];
    if (client.destroyed) return;
    if (!upstream) {
      later(step);
      return;
    }
    const server = connect({ ...upstream, allowHalfOpen: true, noDelay: true });
    const refused = () => (step + 1 < all.length ? attempt(step + 1) : later(step));
    server.once("error", refused);
    server.once("connect", () => {
      server.off("error", refused);
      join(client, server);
    });
  };
  const later = (step: number): void => {
    if (Date.now() > until) client.destroy();
    else setTimeout(() => attempt(step + 1), PAUSE);
  };
  attempt(0);
}

/** Each side's end ends the other's, each side's failure both. */
function join(client: Socket, server: Socket): void {
  const drop = () => {
    client.destroy();
    server.destroy();
  };
  client.on("error", drop).on("close", drop);
  server.on("error", drop).on("close", () => client.destroySoon());
  if (client.destroyed) drop();
  client.pipe(server);
  server.pipe(client);
}
