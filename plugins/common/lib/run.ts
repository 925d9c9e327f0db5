import { Exit, execute, exitCode, type Io } from "../../../core/execute.ts";

/** How a program is run. `input` is its whole stdin; without it the caller's stdin is used where `io` says so. */
export interface RunOptions {
  readonly input?: string | Buffer;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Runs a program with these words, its output streaming to the user. Answers the exit code. */
export function run(
  io: Io,
  file: string,
  args: readonly string[],
  { input, env, cwd = io.cwd }: RunOptions = {},
): Promise<number> {
  const stdin = input === undefined ? io.stdin : Buffer.from(input);
  return execute(file, [...args], { ...io, cwd, stdin, env: { ...io.env, ...env } });
}

/** Runs a program that has to succeed; `failure` is what its user is told otherwise. */
export async function mustRun(
  io: Io,
  file: string,
  args: readonly string[],
  failure: string,
  options?: RunOptions,
): Promise<void> {
  const code = await run(io, file, args, options);
  if (code !== 0) throw new Exit(code === 10 ? 1 : code, failure);
}

/** Runs a program and answers what it printed, without the last newline. Its failure is thrown with its own words and exit code, 127 where it could not be started. */
export function output(
  io: Io,
  file: string,
  args: readonly string[],
  { input, env, cwd = io.cwd }: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...io.env, ...env }, maxBuffer: 256 * 1024 * 1024 };
    const { execFile } = process.getBuiltinModule("node:child_process");
    const child = execFile(file, [...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === "string" ? 127 : exitCode(error?.code, error?.signal);
      if (error) reject(new Exit(code, stderr.trim() || error.message));
      else resolve(stdout.replace(/\n$/, ""));
    });
    child.stdin?.on("error", () => {}).end(input);
  });
}
