import { isIP } from "node:net";
import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText, replaceFile } from "hokku/files";
import { properties } from "hokku/properties";

const { readdirSync, rmSync } = process.getBuiltinModule("node:fs");

type Env = Io["env"];

/**
 * Where the proxy reaches an app's processes, `ip:port` each, in the order of their index; `static-web-listener` stands in for
 * all of web. Contract: Dokku's state files `$DOKKU_ROOT/<app>/IP.<type>.<n>` and `PORT.<type>.<n>` hold a container's own address
 * and port, 5000 where none is written, which plugins join as they like. Those change with a restart; where the host publishes the
 * port at 127.0.0.1, `LISTEN.<type>.<n>` says so, and counts.
 */
export function listeners(env: Env, app: string, type: string): string[] {
  const fixed = type === "web" && staticListener(env, app);
  if (fixed) return [fixed];
  return indexes(env, app, "IP", type).map((index) => {
    const published = stateOf(env, app, `LISTEN.${type}.${index}`);
    if (published) return published;
    const ip = stateOf(env, app, `IP.${type}.${index}`);
    return `${ip.includes(":") ? `[${ip}]` : ip}:${stateOf(env, app, `PORT.${type}.${index}`) || "5000"}`;
  });
}

/** The address that stands in for an app that is no container, "" where there is none. */
export const staticListener = (env: Env, app: string): string => properties("network", env).get(app, "static-web-listener");

/** Whether the proxy can be told where the app's first web process is. */
export const isReachable = (env: Env, app: string): boolean =>
  ["IP.web.1", "PORT.web.1"].every((name) => stateOf(env, app, name)) || staticListener(env, app) !== "";

/** First line of one of the app's state files, "" where it is missing. */
export const stateOf = (env: Env, app: string, name: string): string =>
  (readText(join(appRoot(app, env), name)) ?? "").split("\n")[0]?.trim() ?? "";

/** Writes a state file, with the words checked: they come from whoever fires the trigger. */
export function writeState(env: Env, app: string, kind: "IP" | "PORT", type: string, index: string, value: string): void {
  if (!/^[A-Za-z0-9][\w-]*$/.test(type)) throw new Exit(1, `${JSON.stringify(type)} is no process type`);
  if (!/^[1-9]\d{0,4}$/.test(index)) throw new Exit(1, `${JSON.stringify(index)} is no index of a process`);
  if (kind === "IP" && !isIP(value)) throw new Exit(1, `${JSON.stringify(value)} is no IP address`);
  if (kind === "PORT" && !isPort(value)) throw new Exit(1, `${JSON.stringify(value)} is no port: use 1 to 65535`);
  replaceFile(join(appRoot(app, env), `${kind}.${type}.${index}`), `${value}\n`);
}

export const isPort = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) < 65536;

/** Writes down where the host publishes a process, or that it does not. */
export function writePublished(env: Env, app: string, place: string, address: string | undefined): void {
  const file = join(appRoot(app, env), `LISTEN.${place}`);
  if (address) replaceFile(file, `${address}\n`);
  else rmSync(file, { force: true });
}

/** Forgets all addresses: they are another app's. */
export function forgetListeners(env: Env, app: string): void {
  for (const name of stateFiles(env, app))
    if (/^(IP|PORT|LISTEN)\./.test(name)) rmSync(join(appRoot(app, env), name), { force: true });
}

/** Every process that has a container: its type, index and container id. */
export function containersOf(env: Env, app: string): { type: string; index: string; id: string }[] {
  return stateFiles(env, app).flatMap((name) => {
    const [, type, index] = /^CONTAINER\.([^.]+)\.(\d+)$/.exec(name) ?? [];
    const id = type ? stateOf(env, app, name) : "";
    return type && index && /^[0-9a-f]{12,64}$/.test(id) ? [{ type, index, id }] : [];
  });
}

function indexes(env: Env, app: string, kind: string, type: string): number[] {
  const found = stateFiles(env, app).filter((name) => name.startsWith(`${kind}.${type}.`));
  const numbers = found.map((name) => name.slice(kind.length + type.length + 2)).filter((index) => /^\d+$/.test(index));
  return numbers.map(Number).sort((a, b) => a - b);
}

function stateFiles(env: Env, app: string): string[] {
  try {
    return readdirSync(appRoot(app, env)).sort();
  } catch {
    return [];
  }
}
