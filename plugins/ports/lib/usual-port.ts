import { type Io, trigger } from "hokku";
import { properties } from "hokku/properties";

/** The properties of the proxy that say where http and https are served, and the ports they are otherwise. */
export const USUAL = { "proxy-port": 80, "proxy-ssl-port": 443 } as const;

export type Key = keyof typeof USUAL;

/** Whether a word names one of them. */
export const isKey = (word: string): word is Key => word in USUAL;

/** The property that stands for a mapping's port of the host, if it is a usual one. */
export const keyOf = ({ host }: { readonly host: number }): Key | undefined =>
  Object.keys(USUAL).find((key): key is Key => isKey(key) && USUAL[key] === host);

/**
 * The host's port for an app that has no mapping of its own; 0 where it is still to be chosen. Apps with domains share the
 * usual ones. One without has a port of its own, kept in `own-<key>`, as nobody could tell it from the others there.
 */
export async function usualPort(io: Io, app: string, key: Key): Promise<number> {
  const set = number(io, "proxy", app, key);
  const own = number(io, "ports", app, `own-${key}`);
  const shared = number(io, "proxy", "--global", key) || USUAL[key];
  if (app === "--global" || (await isNamed(io, app))) return set && set !== own ? set : shared;
  return set && set !== shared && set !== USUAL[key] ? set : own;
}

/** Whether the app answers by domains. */
export const isNamed = (io: Io, app: string): Promise<boolean> =>
  trigger({ ...io, stdout: () => {} }, "domains-vhost-enabled", app).then(
    () => true,
    () => false,
  );

const number = (io: Io, plugin: string, app: string, key: string): number =>
  Number(properties(plugin, io.env).get(app, key)) || 0;
