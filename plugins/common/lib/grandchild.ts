import { execute, type Io, spans } from "../../../core/execute.ts";
import { outside } from "../../../hooks/outside.ts";

/**
 * Runs one executable as `execute` does. A program that kills its parent hits a shell, ends with it, and leaves us to tell of it: the exit code is
 * 137 then.
 */
export function asGrandchild(io: Io, file: string, args: string[]): Promise<number> {
  if (file.endsWith(".ts")) return execute(file, args, io);
  const at = spans.length;
  const words = [outside(file, io.env) ?? [], file, args].flat();
  const ran = execute("/bin/sh", ["-c", 'setpriv --pdeathsig KILL "$@"; exit $?', "sh", ...words], io);
  const span = spans[at];
  if (span) span[0] = file; // whose time it is
  return ran;
}
