import { join } from "node:path";
import type { Io } from "hokku";
import { replaceFile } from "hokku/files";

const { rmSync } = process.getBuiltinModule("node:fs");

/** Switches tracing. Contract: a file in `.dokkurc`, which every command sources, here and in Dokku. */
export function trace({ env }: Io, on: boolean): { trace: boolean } {
  const file = join(env.DOKKU_ROOT ?? "", ".dokkurc", "DOKKU_TRACE");
  if (on) replaceFile(file, "export DOKKU_TRACE=1\n");
  else rmSync(file, { force: true });
  return { trace: on };
}
