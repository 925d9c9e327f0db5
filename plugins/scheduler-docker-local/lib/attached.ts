import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { Exit, type Io } from "hokku";
import { dockerBin } from "./docker.ts";

/** Signals that a person, sshd or a supervisor sends to end a command. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a docker client on the user's own stdin and stdout, byte for byte, and answers its exit code. Signals are handed on
 * to it and not obeyed here: the command ends when the container does, with its code.
 */
export async function attached(io: Io, words: readonly string[], { mixed = false, env = {} }: Attach = {}): Promise<number> {
  const child = spawn(dockerBin(io), [...words], { cwd: io.cwd, env: { ...io.env, ...env }, stdio: stdioOf(io, mixed) });
  if (io.stdin !== "inherit") child.stdin?.on("error", () => {}).end(io.stdin);
  if (io.stdout !== "inherit") child.stdout?.on("data", io.stdout);
  return ended(child);
}

/** How a client is attached. */
export interface Attach {
  /** The client's stderr goes where its stdout goes. */
  readonly mixed?: boolean;
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Waits for a child, hands signals on to it meanwhile, and answers its exit code; 128 and its number where a signal ended it. */
export async function ended(child: ChildProcess): Promise<number> {
  const off = SIGNALS.map((signal) => {
    // The terminal sends ^C to the whole group: the child has it already.
    const act = () => void (signal === "SIGINT" && process.stdin.isTTY ? undefined : child.kill(signal));
    process.on(signal, act);
    return () => process.off(signal, act);
  });
  try {
    const closed = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
    const [code, signal] = await closed.catch((error: unknown) => {
      throw new Exit(127, `docker cannot be started: ${error instanceof Error ? error.message : String(error)}`);
    });
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } finally {
    for (const stop of off) stop();
  }
}

function stdioOf({ stdin, stdout }: Io, mixed: boolean): StdioOptions {
  const input = stdin === "inherit" ? "inherit" : stdin.length ? "pipe" : "ignore";
  const output = stdout === "inherit" ? "inherit" : "pipe";
  return [input, output, mixed && stdout === "inherit" ? 1 : "inherit"];
}
