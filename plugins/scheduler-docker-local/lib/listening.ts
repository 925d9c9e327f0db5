import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const { readFileSync } = process.getBuiltinModule("node:fs");

/** Time between two tries, in ms: the first is short for what listens at once, the last long against the cost of one connection. */
const [FIRST, LAST] = [3, 25];

/** Resolves when somebody accepts TCP connections there, or to false when the time (in ms) is over. */
export async function accepts(host: string, port: number, within: number, signal: AbortSignal): Promise<boolean> {
  const until = Date.now() + within;
  for (let wait = FIRST; !signal.aborted && Date.now() < until; wait = Math.min(LAST, wait * 2)) {
    if (await connects(host, port)) return true;
    await pause(wait, undefined, { signal }).catch(() => {});
  }
  return false;
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const done = (yes: boolean) => () => {
      socket.destroy();
      resolve(yes);
    };
    socket.once("connect", done(true)).once("timeout", done(false)).once("error", done(false));
  });
}

/**
 * Addresses (`127.0.0.1:3000`, `[::]:80`) a container's programs listen on, seen from its first process; none where that
 * cannot be read. Contract: Linux's `/proc/<pid>/net/tcp`, little-endian hex, state 0A is LISTEN.
 */
export function listeners(pid: number): string[] {
  return ["tcp", "tcp6"].flatMap((table) => {
    try {
      const rows = readFileSync(`/proc/${pid}/net/${table}`, "utf8").split("\n").slice(1);
      return rows.flatMap((row) => listener(row.trim().split(/\s+/)));
    } catch {
      return [];
    }
  });
}

function listener([, local = "", , state]: string[]): string[] {
  const [address = "", port = ""] = local.split(":");
  if (state !== "0A") return [];
  const number = Number.parseInt(port, 16);
  if (address.length > 8) return [`${/^0+$/.test(address) ? "[::]" : "[::1]"}:${number}`];
  const bytes = address.match(/../g) ?? [];
  return [
    `${bytes
      .reverse()
      .map((byte) => Number.parseInt(byte, 16))
      .join(".")}:${number}`,
  ];
}
