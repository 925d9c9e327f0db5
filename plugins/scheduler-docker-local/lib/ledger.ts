import { createServer } from "node:net";
import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { readText } from "hokku/files";

const { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeFileSync } = process.getBuiltinModule("node:fs");

const FIRST = 20_000;
const LAST = 29_999;

/** A port of the host that is given to a container for as long as the container exists. */
export interface Entry {
  readonly port: number;
  /** `app.web.1`. */
  readonly place: string;
  /** Name under which the container was created: `app.web.1.upcoming-<pid>`. */
  readonly container: string;
  /** Since when, in ms since 1970. */
  readonly since: number;
}

/**
 * Gives a port of 127.0.0.1 to a container that is about to be created. It stays the container's through restarts of the
 * container, of Docker and of the host, so an address that was written down once never leads to somebody else.
 * One file per port, `<place> <container>` in it; making the file is the claim.
 */
export async function claimPort(env: Io["env"], place: string, container: string): Promise<number> {
  const count = LAST - FIRST + 1;
  const start = Math.floor(Math.random() * count);
  for (let step = 0; step < count; step++) {
    const port = FIRST + ((start + step) % count);
    if (!claim(env, port, `${place} ${container}\n`)) continue;
    if (await isFree(port)) return port;
    rmSync(file(env, port), { force: true });
  }
  throw new Exit(1, `No port between ${FIRST} and ${LAST} is free; remove apps, or see who listens: ss -ltn`);
}

/** Gives ports back. Those that are in the name of another app meanwhile stay. */
export function freePorts(env: Io["env"], app: string, ports: readonly number[]): void {
  for (const port of ports) if (appOf(entry(env, port)) === app) rmSync(file(env, port), { force: true });
}

/** All ports that are given away. */
export function ledger(env: Io["env"]): Entry[] {
  mkdirSync(folder(env), { recursive: true });
  return readdirSync(folder(env)).flatMap((name) => (/^\d+$/.test(name) ? (entry(env, Number(name)) ?? []) : []));
}

function entry(env: Io["env"], port: number): Entry | undefined {
  const [place = "", container = ""] = readText(file(env, port))?.trim().split(" ") ?? [];
  const since = statSync(file(env, port), { throwIfNoEntry: false })?.mtimeMs;
  return since === undefined ? undefined : { port, place, container, since };
}

const folder = (env: Io["env"]): string => join(env.DOKKU_LIB_ROOT ?? "", "data", "ports");
const file = (env: Io["env"], port: number): string => join(folder(env), String(port));

function claim(env: Io["env"], port: number, text: string): boolean {
  mkdirSync(folder(env), { recursive: true });
  try {
    const handle = openSync(file(env, port), "wx", 0o644);
    writeFileSync(handle, text);
    closeSync(handle);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** The app a port is given to; its name may have dots itself. */
export const appOf = (entry: Pick<Entry, "place"> | undefined): string => entry?.place.split(".").slice(0, -2).join(".") ?? "";
