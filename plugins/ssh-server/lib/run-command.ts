import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { exitCode } from "hokku";
import type { ServerChannel } from "ssh2";
import { type Outlet, outlet } from "./outlet.ts";
import { inTerminal, resizer, type Size } from "./terminal.ts";

const { spawn } = process.getBuiltinModule("node:child_process");

/** What is run for a client. */
export interface Order {
  /** `core/dokku`, which reads the words from its environment. */
  readonly program: string;
  readonly env: Record<string, string>;
  readonly cwd: string;
  readonly terminal: boolean;
  /** Is not hung up when the client goes. */
  readonly goesOn: boolean;
  /** Resolves when the connection has room for more. */
  readonly hasRoom: () => Promise<void>;
}

/** A command at work. */
export interface Running {
  readonly done: Promise<void>;
  readonly goesOn: boolean;
  readonly signal: (name: string) => void;
  readonly resize: (size: Size) => void;
  /** The client has gone. */
  readonly hangUp: () => void;
}

/** Runs a command on a channel: bytes both ways at the slower one's pace, half-close, the exit code passed back. */
export function runCommand(channel: ServerChannel, { program, env, cwd, terminal, goesOn, hasRoom }: Order): Running {
  const [file, ...args] = terminal ? inTerminal : [program];
  const child = spawn(file, args, { cwd, env, detached: true, stdio: new Array(terminal ? 4 : 3).fill("pipe") });
  const out = outlet(channel, hasRoom);
  const kill = (signal: NodeJS.Signals) => void (child.pid && isRunning(child) && killGroup(child.pid, signal));
  for (const stream of [channel, channel.stderr]) stream.on("error", () => {});
  feed(channel, child, terminal);
  return {
    done: seeThrough(channel, child, out),
    goesOn,
    signal: (given) => !terminal && SIGNALS.test(given) && kill(`SIG${given}` as NodeJS.Signals),
    resize: terminal ? resizer(child.stdio[3] as Readable) : () => {},
    hangUp: () => {
      out.close();
      child.stdin?.end();
      // script(1) takes no SIGHUP; when it dies, the kernel sends one to all in its terminal.
      if (!goesOn) kill(terminal ? "SIGKILL" : "SIGHUP");
    },
  };
}

const SIGNALS = /^(HUP|INT|QUIT|TERM|USR1|USR2|KILL)$/;

/** A terminal has no half-close: its end of input is the character Ctrl-D. script(1) would send a NUL. */
function feed(channel: ServerChannel, { stdin }: ChildProcess, terminal: boolean): void {
  if (!stdin) return;
  stdin.on("error", () => {}).on("close", () => channel.unpipe(stdin).resume());
  channel.pipe(stdin, { end: !terminal });
  if (terminal) channel.on("end", () => stdin.write("\x04"));
}

async function seeThrough(channel: ServerChannel, child: ChildProcess, out: Outlet): Promise<void> {
  const ended = new Promise<number>((resolve) => {
    child.once("exit", (code, signal) => resolve(exitCode(code, signal)));
    child.once("error", (error) => void out.write("stderr", ` !     cannot run it: ${error.message}\n`).then(() => resolve(127)));
  });
  const quiet = quietTimer(child);
  const pumps = Promise.all([pump(child.stdout, "stdout", out, quiet), pump(child.stderr, "stderr", out, quiet)]);
  const code = await ended;
  quiet.start();
  await pumps;
  quiet.stop();
  // What the command left behind may still hold the other ends.
  for (const stream of child.stdio) stream?.destroy();
  if (out.isClosed()) return;
  channel.exit(code);
  channel.end();
}

async function pump(from: Readable | null, to: "stdout" | "stderr", out: Outlet, quiet: Quiet): Promise<void> {
  try {
    for await (const chunk of from ?? []) {
      quiet.hold();
      await out.write(to, chunk);
      quiet.release();
    }
  } catch {} // Its pipe was closed below: nothing more comes.
}

/**
 * After the command's end, a process it left behind may still hold its pipes: two seconds with nothing to read are enough of
 * that. While a chunk waits for a slow client, time stands still.
 */
function quietTimer(child: ChildProcess) {
  let timer: NodeJS.Timeout | undefined;
  let waiting = 0;
  const giveUp = () => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const wind = () => {
    clearTimeout(timer);
    if (!waiting && !isRunning(child)) timer = setTimeout(giveUp, 2000);
  };
  return {
    hold: () => {
      waiting++;
      clearTimeout(timer);
    },
    release: () => {
      waiting--;
      wind();
    },
    start: wind,
    stop: () => clearTimeout(timer),
  };
}

type Quiet = ReturnType<typeof quietTimer>;

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {} // It ended in between.
}

/** Says a few words on a channel and closes it. */
export async function sayAndClose(channel: ServerChannel, text: string, code: number): Promise<void> {
  await once(channel.stderr.end(` !     ${text}\n`), "finish");
  channel.exit(code);
  channel.end();
}
