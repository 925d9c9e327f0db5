import { type Io, step } from "hokku";
import { properties } from "hokku/properties";
import { availablePort } from "./available.ts";
import { type Key, usualPort } from "./usual-port.ts";

/** What is said where a port has to be chosen. Contract: Dokku's words. */
const CHOOSING: Readonly<Record<Key, string>> = {
  "proxy-port": "No port set, setting to random open high port",
  "proxy-ssl-port": "No ssl port set, setting to random open high port",
};

/** Gives an app its port on the host where it has none yet; answers the port. */
export async function configure(io: Io, app: string, key: Key): Promise<number> {
  const chosen = await usualPort(io, app, key);
  if (!chosen) step(io, CHOOSING[key]);
  const port = chosen || (await availablePort());
  if (!chosen) properties("ports", io.env).set(app, `own-${key}`, String(port));
  properties("proxy", io.env).set(app, key, String(port));
  return port;
}
