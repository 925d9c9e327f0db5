import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { detail, type Io, trouble } from "hokku";
import { dockerBin } from "./docker.ts";
import type { Healthcheck } from "./healthchecks.ts";
import { httpTrouble, type Target } from "./http-check.ts";
import { accepts, listeners } from "./listening.ts";
import { dyno, type Place } from "./state.ts";

/** A started container that is to be checked. */
export interface Checked extends Place {
  readonly id: string;
  readonly pid: number;
  /** Its own address: Docker's port forwarder accepts before the app does. */
  readonly ip: string;
  /** Port the app was told to listen on. */
  readonly port: number;
  /** When it was started, in ms since 1970. */
  readonly started: number;
  readonly herokuish: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** How long an app may take, in seconds. */
export interface Limits {
  /** Until a web process listens. Heroku's figure is 60 (R10). */
  readonly boot: number;
  /** That a process without any other check has to stay up. */
  readonly uptime: number;
}

/**
 * Checks one container until it has passed; answers what is wrong, or undefined. Web processes have to accept connections,
 * all others only to stay up; what app.json asks for comes in its place. Somebody else watches for the container's end.
 */
export async function checkContainer(
  io: Io,
  container: Checked,
  checks: readonly Healthcheck[],
  limits: Limits,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const { name, kind, path } of checks)
    detail(io, `Running healthcheck name='${name}' type='${kind}'${kind === "path" ? ` path='${path}'` : ""}`);
  const all = checks.length ? checks : [container.type === "web" ? LISTENS : STAYS];
  const found = await Promise.all(all.map((check) => oneCheck(io, container, check, limits, signal)));
  return found.find((why) => why !== undefined);
}

const PLAIN = { port: undefined, path: "/", scheme: "http", headers: {}, content: "", command: [], initialDelay: 0 } as const;
const LISTENS: Healthcheck = {
  ...PLAIN,
  name: "port listening check",
  kind: "listening",
  uptime: 0,
  attempts: 1,
  wait: 0,
  timeout: 0,
  warn: false,
  onFailure: [],
};
const STAYS: Healthcheck = { ...LISTENS, name: "uptime", kind: "uptime" };

async function oneCheck(
  io: Io,
  container: Checked,
  check: Healthcheck,
  limits: Limits,
  signal: AbortSignal,
): Promise<string | undefined> {
  await until(container.started + check.initialDelay * 1000, signal);
  const why = await KINDS[check.kind](io, container, check, limits, signal);
  if (why === undefined || signal.aborted) return undefined;
  const text = `${dyno(container)} ${why}`;
  if (check.onFailure.length) {
    const failed = await execTrouble(io, container, { ...check, command: check.onFailure }, signal);
    detail(io, failed ? `onFailure failed: ${failed}` : `onFailure was run: ${check.onFailure.join(" ")}`);
  }
  if (!check.warn) return text;
  trouble(text);
  return undefined;
}

type Kind = (io: Io, container: Checked, check: Healthcheck, limits: Limits, signal: AbortSignal) => Promise<string | undefined>;

const KINDS: Readonly<Record<Healthcheck["kind"], Kind>> = {
  uptime: async (_io, { started }, { uptime }, limits, signal) => {
    await until(started + (uptime || limits.uptime) * 1000, signal);
    return undefined;
  },
  listening: async (_io, container, check, { boot }, signal) => {
    const { attempts, wait, timeout } = check;
    const seconds = timeout ? Math.max(boot, attempts * (wait + timeout)) : boot;
    return listens(container, check.port ?? container.port, seconds, signal);
  },
  path: async (io, container, check, { boot }, signal) => {
    const target: Target = { host: container.ip, port: check.port ?? container.port, headers: container.headers };
    const silent = await listens(container, target.port, boot, signal);
    return silent ?? attempts(io, check, signal, () => httpTrouble(check, target, signal));
  },
  command: (io, container, check, _limits, signal) =>
    attempts(io, check, signal, () => execTrouble(io, container, check, signal)),
};

async function listens(container: Checked, port: number, seconds: number, signal: AbortSignal): Promise<string | undefined> {
  if ((await accepts(container.ip, port, seconds * 1000, signal)) || signal.aborted) return undefined;
  const elsewhere = listeners(container.pid);
  const found = elsewhere.length ? `it listens on ${elsewhere.join(", ")}` : "it listens on no port";
  return `does not accept connections on port ${port} after ${seconds} seconds: ${found}; it has to listen on 0.0.0.0:$PORT, and PORT is ${container.port}`;
}

async function attempts(
  io: Io,
  check: Healthcheck,
  signal: AbortSignal,
  attempt: () => Promise<string | undefined>,
): Promise<string | undefined> {
  for (let left = check.attempts; ; left--) {
    const why = await attempt().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (why === undefined || signal.aborted) return undefined;
    if (left <= 1) return `failed its healthcheck name='${check.name}': ${why}`;
    detail(io, `Healthcheck name='${check.name}' attempt ${check.attempts - left + 1} of ${check.attempts}: ${why}`);
    await pause(check.wait * 1000, undefined, { signal }).catch(() => {});
  }
}

function execTrouble(io: Io, { id, herokuish }: Checked, check: Healthcheck, signal: AbortSignal): Promise<string | undefined> {
  const words = ["exec", id, ...(herokuish ? ["/exec"] : []), ...check.command];
  return new Promise((resolve) => {
    execFile(dockerBin(io), words, { env: io.env, timeout: check.timeout * 1000, signal }, (error, stdout, stderr) => {
      if (!error) return resolve(undefined);
      const code = error.killed ? `no end within ${check.timeout} seconds` : `exit code ${error.code ?? "unknown"}`;
      resolve(`${check.command.join(" ")}: ${code}\n${`${stdout}${stderr}`.trim().slice(-2000)}`.trim());
    });
  });
}

async function until(time: number, signal: AbortSignal): Promise<void> {
  const left = time - Date.now();
  if (left > 0) await pause(left, undefined, { signal }).catch(() => {});
}
