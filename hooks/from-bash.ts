import { Exit, execute, type Io, spans } from "../core/execute.ts";
import { trigger } from "../core/trigger.ts";
import failed from "./failed.ts";
import { write } from "./hook.ts";
import { pipe } from "./pipe.ts";

/**
 * The way in for bash: `from-bash.ts plugn TRIGGER args...`, `from-bash.ts pluginhook TRIGGER args...`, `from-bash.ts run FILE args...`.
 * Each ends with the exit code of what it ran.
 */
const [way, name = "", ...args] = process.argv.slice(2);
const io: Io = { env: process.env, cwd: process.cwd(), stdin: "inherit", stdout: "inherit" };
try {
  if (way === "run") process.exitCode = await execute(name, args, io);
  if (way === "plugn") await trigger(io, name, ...args);
  if (way === "pluginhook") write(io, await pipe(io, await input(), name, ...args));
} catch (error) {
  await failed(way === "run" ? args : [], { ...io, error });
  process.exitCode = error instanceof Exit ? error.code : 1;
}
if (way !== "run" && spans.length)
  await execute(`${io.env.HOKKU_PATH}/hooks/record.ts`, [`plugn ${name}`, ...args], io).catch(() => {});
process.exit();

async function input(): Promise<Buffer> {
  if (process.stdin.isTTY) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
