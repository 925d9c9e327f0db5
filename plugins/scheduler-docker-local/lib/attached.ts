import { type ChildProcess, execFile, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { Exit, exitCode, type Io, trouble } from "hokku";
import { engine } from "hokku/engine";
import { dockerBin } from "./docker.ts";

/** Signals that a person, sshd or a supervisor sends to end a command. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Signal = (typeof SIGNALS)[number];

/** How a client is attached. */
export interface Attach {
  /** The client's stderr goes where its stdout goes. */
  readonly mixed?: boolean;
  /** Container whose program gets the signals; without one they end the client. */
  readonly container?: string;
  /** The container has a terminal, which sends ^C as a byte like any other. */
  readonly terminal?: boolean;
}

/** Runs a docker client on the user's own stdin and stdout, byte for byte, and answers its exit code. */
export async function attached(io: Io, words: readonly string[], attach: Attach = {}): Promise<number> {
  const { mixed = false, container, terminal = false } = attach;
  // A session of its own keeps ^C from the client: it would leave, and its program would run on.
  const detached = container !== undefined && !terminal;
  const child = spawn(dockerBin(io), [...words], { cwd: io.cwd, env: io.env, stdio: stdioOf(io, mixed), detached });
  if (io.stdin !== "inherit") child.stdin?.on("error", () => {}).end(io.stdin);
  if (io.stdout !== "inherit") child.stdout?.on("data", io.stdout);
  const hand = container === undefined ? undefined : (signal: Signal) => signalContainer(io, container, signal, child);
  return toldEnd(io, await ended(child, hand));
}

/** Where a client failed as the engine is gone, which it says in no sentence or not at all, that is said. Answers the code. */
export async function toldEnd(io: Io, code: number): Promise<number> {
  const asked = code ? engine(io, "GET", "/_ping", ["version", "--format={{.Server.Version}}"]) : undefined;
  await asked?.catch(({ message }: Error) => trouble(`Docker stopped before this ended; there may be more to it: ${message}`));
  return code;
}

/**
 * Waits for a client and answers its exit code. Signals that come meanwhile are handed on, to the client or as `hand` does
 * it; they are not obeyed here, so the command ends when its program does.
 */
export async function ended(child: ChildProcess, hand?: (signal: Signal) => void): Promise<number> {
  let received: Signal | undefined;
  const off = SIGNALS.map((signal) => {
    const act = () => {
      received = signal;
      if (hand) hand(signal);
      else child.kill(signal);
    };
    process.on(signal, act);
    return () => process.off(signal, act);
  });
  try {
    const closed = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
    const [code, signal] = await closed.catch((error: unknown) => {
      throw new Exit(127, `docker cannot be started: ${error instanceof Error ? error.message : String(error)}`);
    });
    const ending = signal ?? (hand ? undefined : received);
    return exitCode(ending ? null : code, ending);
  } finally {
    for (const stop of off) stop();
  }
}

/** `docker start --attach` does not hand signals on, and leaves; so Docker is asked. Before the start there is only the client. */
function signalContainer(io: Io, id: string, signal: Signal, child: ChildProcess): void {
  execFile(dockerBin(io), ["container", "kill", `--signal=${signal}`, id], { env: io.env }, (error) => {
    if (error) child.kill(signal);
  });
}

function stdioOf({ stdin, stdout }: Io, mixed: boolean): StdioOptions {
  const input = stdin === "inherit" ? "inherit" : stdin.length ? "pipe" : "ignore";
  const output = stdout === "inherit" ? "inherit" : "pipe";
  return [input, output, mixed && stdout === "inherit" ? 1 : "inherit"];
}
