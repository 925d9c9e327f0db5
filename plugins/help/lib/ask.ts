import { execute, type Io, trouble } from "hokku";

/** How long a plugin may take for its help, in ms; `HOKKU_HELP_LIMIT` is for tests. */
const LIMIT = 15_000;

/**
 * What `commands help` of a plugin prints; one that fails or hangs is named in one line, and what it printed until then is taken. Contract:
 * it is started directly by this process, whose command line carries `--all` where that was said (47 plugins look there), with an empty
 * stdin (40 read it to the end).
 */
export async function helpOf(io: Io, file: string): Promise<string> {
  const limit = Number(io.env.HOKKU_HELP_LIMIT) || LIMIT;
  const printed: Buffer[] = [];
  const take = (chunk: Buffer | string) => void printed.push(Buffer.from(chunk));
  const fault = await (file.endsWith(".ts") ? inProcess(io, file, take, limit) : started(io, [file], take, limit));
  if (fault) trouble(`${file} help ${fault}; the other plugins go on`);
  return Buffer.concat(printed).toString("utf8");
}

type Take = (chunk: Buffer | string) => void;
const late = (limit: number): string => `was ended, as it said nothing more for ${limit / 1000} s`;

/** Runs one in TypeScript; answers what went wrong, "" where nothing did. */
async function inProcess(io: Io, file: string, stdout: Take, limit: number): Promise<string> {
  const asked = execute(file, ["help"], { ...io, stdin: Buffer.alloc(0), stdout }).then(ending, firstLine);
  return Promise.race([asked, new Promise<string>((resolve) => setTimeout(() => resolve(late(limit)), limit))]);
}

/** Starts a program with all that it starts in a group of its own, so that all of it ends. */
function started(io: Io, [file = "", ...words]: string[], take: Take, limit: number): Promise<string> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  return new Promise((resolve) => {
    const child = spawn(file, [...words, "help"], {
      cwd: io.cwd,
      env: io.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let said = "";
    child.stdout.on("data", take);
    child.stderr.on("data", (chunk) => {
      said = `${said}${chunk}`.slice(0, 1000);
    });
    const timer = setTimeout(() => {
      if (child.pid) process.kill(-child.pid, "SIGKILL");
      resolve(late(limit));
    }, limit);
    child.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve(error.code === "ENOEXEC" && file !== "bash" ? started(io, ["bash", file], take, limit) : firstLine(error));
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const fault = ending(code ?? -1);
      resolve(fault && `${signal ? `was ended by ${signal}` : fault}${said && `: ${firstLine(said)}`}`);
    });
  });
}

/** 10 is "not mine". */
const ending = (code: number): string => (code === 0 || code === 10 ? "" : `ended with ${code}`);

function firstLine(fault: unknown): string {
  const text = fault instanceof Error ? `failed: ${fault.message}` : String(fault);
  return (text.split("\n").find((line) => line.trim()) ?? "").trim();
}
