import { createServer } from "node:net";
import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { readText } from "hokku/files";
import proxy from "hokku/settings/proxy";
import { places } from "./places.ts";

const { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

const FIRST = 8080;
const LAST = 9999;

/** The public port of each app that has one. */
export function publicPorts(env: Io["env"]): Map<number, string> {
  const { ports } = places(env);
  if (!existsSync(ports)) return new Map();
  const names = readdirSync(ports).filter((name) => /^\d+$/.test(name));
  return new Map(names.map((name) => [Number(name), (readText(join(ports, name)) ?? "").trim()]));
}

/** The app's public port, or undefined. */
export const publicPort = (app: string, env: Io["env"]): number | undefined =>
  [...publicPorts(env)].find(([, owner]) => owner === app)?.[0];

/**
 * Gives the app its public port, once: it is the same after every deploy. The property `proxy-port` decides where it is set;
 * else it is the first from 8080 on that nobody has. Making the file is the claim.
 */
export async function claimPublicPort(app: string, env: Io["env"]): Promise<number> {
  const wish = Number(proxy.chosen(app, "proxy-port", env)) || undefined;
  const has = publicPort(app, env);
  if (has !== undefined && (wish === undefined || wish === has)) return has;
  if (wish !== undefined && wish !== 80) return claimWish(app, env, wish, has);
  if (has !== undefined) return has;
  for (let port = FIRST; port <= LAST; port++) {
    if (!claim(app, env, port)) continue;
    if (await isFree(port, env)) return port;
    release(env, port);
  }
  throw new Exit(1, `No port from ${FIRST} to ${LAST} is free; choose one: dokku proxy:set ${app} proxy-port <port>`);
}

/** Gives back all public ports of an app. */
export function releasePublicPorts(app: string, env: Io["env"]): void {
  for (const [port, owner] of publicPorts(env)) if (owner === app) release(env, port);
}

function claimWish(app: string, env: Io["env"], wish: number, has: number | undefined): number {
  if (!claim(app, env, wish)) {
    const owner = publicPorts(env).get(wish);
    throw new Exit(1, `Port ${wish} belongs to ${owner}; choose another: dokku proxy:set ${app} proxy-port <port>`);
  }
  if (has !== undefined) release(env, has);
  return wish;
}

function claim(app: string, env: Io["env"], port: number): boolean {
  const { ports } = places(env);
  mkdirSync(ports, { recursive: true });
  try {
    const file = openSync(join(ports, String(port)), "wx", 0o644);
    writeFileSync(file, `${app}\n`);
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

const release = (env: Io["env"], port: number): void => rmSync(join(places(env).ports, String(port)), { force: true });

function isFree(port: number, env: Io["env"]): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, bindAddress(env), () => server.close(() => resolve(true)));
  });
}

/** Address the public ports are opened on. */
export const bindAddress = (env: Io["env"]): string => env.HOKKU_PORT_PROXY_BIND || "0.0.0.0";
