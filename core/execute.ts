import "../hooks/resolve.ts";
import { once } from "node:events";
import { pathToFileURL } from "node:url";

/** What an executable is given besides its arguments, to use instead of the process's globals. */
export interface Io {
  /** Environment for the programs it starts. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Working directory; during a build, the source tree. */
  readonly cwd: string;
  /** The caller's own stdin, or exactly these bytes. */
  readonly stdin: "inherit" | Buffer;
  /** The caller's own stdout, or someone who collects it. */
  readonly stdout: "inherit" | ((chunk: Buffer | string) => void);
}

/** What a TypeScript executable exports by default. It answers an exit code, or nothing for 0. */
export type Executable = (args: string[], io: Io) => number | undefined | Promise<number | undefined>;

/** A refusal or failure: thrown where it happened, printed once at the top. `code` becomes the exit code. */
export class Exit extends Error {
  readonly code: number;
  constructor(code: number, message = "") {
    super(message);
    this.code = code;
  }
}

/** One executable that ran for this process: when it began and ended, in seconds since the process did, and how, unless it threw. */
export type Span = [file: string, began: number, ended?: number, code?: number];

/** All of them until now, in the order they began; hooks/record.ts writes them down. */
export const spans: Span[] = [];

/** Runs one executable and answers its exit code: TypeScript in this process, all else in its own. */
export async function execute(file: string, args: string[], io: Io): Promise<number> {
  const span: Span = [file, process.uptime()]; // `performance` costs 1.6 ms when it is first asked
  spans.push(span);
  span[3] = await start(file, args, io).finally(() => span.push(process.uptime()));
  return span[3];
}

/** Node looks each time where a module lies, which takes longer than most hooks do. */
const modules = new Map<string, Promise<{ default: Executable }>>();

async function start(file: string, args: string[], io: Io): Promise<number> {
  // What is not ours may have to be run by a program that sees to its world.
  const outside = file.startsWith(`${io.env.PLUGIN_PATH}/`) && (await import("../hooks/outside.ts")).outside(file, io.env);
  if (outside || !file.endsWith(".ts")) return run(outside || file, outside ? [file, ...args] : args, io);
  const module: Promise<{ default: Executable }> = modules.get(file) ?? import(pathToFileURL(file).href);
  modules.set(file, module);
  return (await module.then((it) => it.default(args, io)).catch(from(file))) ?? 0;
}

/** Writes on an error in which executable it happened: the innermost one. */
const from = (file: string) => (e: unknown) => Promise.reject(Object.assign(Object(e), { origin: Object(e).origin ?? file }));

/** Runs one executable that has to succeed: any other exit code is thrown as it is. */
export async function must(file: string, args: string[], io: Io): Promise<void> {
  const code = await execute(file, args, io);
  if (code !== 0) throw Object.assign(new Exit(code, io.env.DOKKU_TRACE && `${file} ended with ${code}`), { origin: file });
}

/** Loading node:child_process costs 4 ms, which a command that starts no program does not pay. */
async function run(file: string, args: string[], { cwd, env, stdin, stdout }: Io): Promise<number> {
  const input = stdin === "inherit" ? "inherit" : stdin.length ? "pipe" : "ignore";
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn(file, args, { cwd, env, stdio: [input, stdout === "inherit" ? "inherit" : "pipe", "inherit"] });
  child.stdin?.on("error", () => {}).end(stdin);
  if (stdout !== "inherit") child.stdout?.on("data", stdout);
  const [code, signal] = await once(child, "close");
  return exitCode(code, signal);
}

/** How a program ended, as one number: its exit code, or 128 and the number of the signal that killed it. Contract: every shell's. */
export const exitCode = (code: number | null | undefined, signal: NodeJS.Signals | null | undefined): number =>
  code ?? (signal ? 128 + process.getBuiltinModule("node:os").constants.signals[signal] : 1);
